locations-title = المواقع
locations-levels = المستويات التنظيمية
locations-add = إضافة موقع
locations-add-sub-location = إضافة موقع فرعي
locations-edit = تعديل الموقع
locations-none = لا توجد مواقع بعد.
locations-none-first = أضف أولًا
locations-none-levels = المستويات التنظيمية
locations-none-example = ، مثل الإقليم والمنطقة والعيادة.
locations-total =
    { $count ->
        [zero] لا مواقع
        [one] موقع واحد
        [two] موقعان
        [few] { $count } مواقع
        [many] { $count } موقعًا
       *[other] { $count } موقع
    }
locations-total-shown = ؛ المعروض أول { $count } حسب الاسم
locations-search = البحث عن المواقع
locations-search-hint = الاسم أو رمز الموقع
locations-no-results = لا نتائج
locations-results = النتائج
locations-clear-search = مسح البحث
locations-all = كل المواقع
locations-workers-count =
    { $count ->
        [zero] لا عاملين
        [one] عامل واحد
        [two] عاملان
        [few] { $count } عاملين
        [many] { $count } عاملًا
       *[other] { $count } عامل
    }
locations-sub-locations-count =
    { $count ->
        [zero] لا مواقع فرعية
        [one] موقع فرعي واحد
        [two] موقعان فرعيان
        [few] { $count } مواقع فرعية
        [many] { $count } موقعًا فرعيًا
       *[other] { $count } موقع فرعي
    }
locations-of = تابعة لـ { $name }

locations-level = المستوى التنظيمي
locations-level-choose = اختر مستوى
locations-parent = الموقع الأعلى
locations-parent-hint = رمز الموقع أو اسمه
locations-parent-none = لا شيء (المستوى الأعلى)
locations-parent-keep = بلا تغيير
locations-site-code = رمز الموقع
locations-site-code-hint = الرمز الفريد في واجهة API وفي جداول البيانات. اتركه فارغًا لإنشائه من الاسم.
locations-latitude = خط العرض
locations-longitude = خط الطول
locations-coordinates = خط العرض، خط الطول
locations-external-id = المعرّف الخارجي
locations-external-id-hint = معرّف الموقع في نظام آخر.
locations-data = بيانات مخصصة
locations-data-hint = قيمة واحدة في كل سطر، بالصيغة الاسم=القيمة.
locations-data-line = اكتب «{ $line }» بالصيغة الاسم=القيمة
locations-id = معرّف الموقع
locations-created = تاريخ الإنشاء
locations-updated = آخر تحديث

locations-workers = العاملون
locations-active-workers =
    { $count ->
        [0] لا عاملين نشطين في هذا الموقع أو مواقعه الفرعية.
        [one] عامل نشط واحد في هذا الموقع أو مواقعه الفرعية.
        [two] عاملان نشطان في هذا الموقع أو مواقعه الفرعية.
        [few] { $count } عاملين نشطين في هذا الموقع أو مواقعه الفرعية.
        [many] { $count } عاملًا نشطًا في هذا الموقع أو مواقعه الفرعية.
       *[other] { $count } عامل نشط في هذا الموقع أو مواقعه الفرعية.
    }
locations-show-people = العرض في قائمة الأشخاص
locations-location = الموقع
locations-here = هذا الموقع
locations-below = موقع فرعي

locations-level-add = إضافة مستوى تنظيمي
locations-level-edit = تعديل المستوى التنظيمي
locations-levels-hint = يقع كل موقع في مستوى، مثل الإقليم أو المنطقة أو العيادة، ويقع موقعه الأعلى في المستوى الذي فوقه.
locations-levels-none = لا توجد مستويات تنظيمية بعد.
locations-level-example = المنطقة
locations-level-code = الرمز
locations-level-code-hint = اسم المستوى في واجهة API.
locations-level-parent = المستوى الأعلى
locations-level-owns-cases = يملك حالات
locations-level-owns-cases-check = تملك مواقع هذا المستوى حالات
locations-level-sees-cases = يرى حالات المواقع الفرعية
locations-level-sees-cases-check = يرى العاملون حالات المواقع الفرعية
locations-file-type = نوع الملف هذا غير مدعوم. اختر ملفًا ينتهي بـ .csv أو .xlsx أو .xls أو .ods
