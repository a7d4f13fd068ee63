fields-title = الحقول المخصصة
fields-hint = معلومات إضافية عن الأشخاص. تظهر الحقول المعلنة لكل عامل. أما الحقول غير المعلنة فقد ظهرت مع بيانات واردة.
fields-none = لا توجد حقول مخصصة بعد.
fields-add = إضافة حقل
fields-submit = إضافة الحقل
fields-edit = تعديل { $name }
fields-key = المفتاح
fields-key-is = المفتاح:
fields-key-hint = الاسم في واجهة API وفي جداول البيانات: أحرف وأرقام و _ و -. لا يمكن تغييره لاحقًا.
fields-label = التسمية
fields-label-hint = الاسم في وحدة التحكم. اتركه فارغًا لاستخدام المفتاح.
fields-type = النوع
fields-choices = الخيارات
fields-choices-hint = خيار في كل سطر. اتركه فارغًا للسماح بأي قيمة من هذا النوع. لا تتغير القيم الموجودة.
fields-declared = معلن
fields-undeclared = غير معلن
fields-required = إلزامي
fields-searchable = قابل للبحث
fields-declared-check = معلن: يظهر لكل عامل
fields-required-check = إلزامي: يحتاج كل عامل إلى قيمة
fields-searchable-check = قابل للبحث: يجد البحث الأشخاص بكلماته
fields-position = الترتيب في النماذج
fields-position-hint = رقم. الحقول ذات الرقم نفسه تتبع ترتيب إضافتها.
fields-pattern = النمط
fields-pattern-hint = تعبير نمطي يجب أن تطابقه القيمة كلها، مثل
fields-pattern-hint-end = .
fields-message = الرسالة
fields-message-hint = تظهر عند إدخال قيمة لا تطابق النمط.

fields-type-text = نص
fields-type-number = رقم
fields-type-integer = عدد صحيح
fields-type-date = تاريخ
fields-type-datetime = تاريخ ووقت
fields-type-boolean = نعم أو لا
fields-type-choice = خيار واحد
fields-type-multiple = عدة خيارات
fields-type-json = JSON

fields-delete = حذف الحقل
fields-delete-title = هل تريد حذف الحقل { $name }؟
fields-delete-people =
    { $count ->
        [zero] لا توجد قيمة لدى أي شخص.
        [one] ستُحذف القيمة لدى شخص واحد.
        [two] ستُحذف القيمتان لدى شخصين.
        [few] ستُحذف القيم لدى { $count } أشخاص.
        [many] ستُحذف القيم لدى { $count } شخصًا.
       *[other] ستُحذف القيم لدى { $count } شخص.
    }
fields-delete-profiles =
    { $count ->
        [zero] لا ملفات تعريف تحدد قيمته: { $names }.
        [one] احذف أولًا ملف التعريف الذي يحدد قيمته: { $names }.
        [two] احذف أولًا ملفَي التعريف اللذين يحددان قيمته: { $names }.
        [few] احذف أولًا { $count } ملفات تعريف تحدد قيمته: { $names }.
        [many] احذف أولًا { $count } ملف تعريف تحدد قيمته: { $names }.
       *[other] احذف أولًا { $count } ملف تعريف تحدد قيمته: { $names }.
    }
fields-delete-final = لا يمكن التراجع عن هذا الإجراء.

fields-profiles = ملفات التعريف
fields-profiles-hint = يحدد ملف التعريف قيم عدة حقول لدى العامل دفعة واحدة. لا يمكن تعديل هذه القيم لدى العامل.
fields-profiles-none = لا توجد ملفات تعريف بعد.
fields-profile-id = معرّف ملف التعريف
fields-profile-values = القيم
fields-profile-values-hint = تبقى الحقول المتروكة فارغة قابلة للتعديل لدى كل عامل.
fields-profile-not-set = غير محددة
fields-profile-add = إضافة ملف تعريف
fields-profile-submit = إضافة ملف التعريف
fields-profile-named = ملف التعريف { $name }
fields-profile-delete = حذف ملف التعريف
fields-profile-delete-title = هل تريد حذف ملف التعريف { $name }؟
fields-profile-delete-hint = لا يمكنك حذف ملف تعريف إلا إذا لم يكن لأي عامل. لا يمكن التراجع عن هذا الإجراء.
fields-choice-repeated = «{ $choice }» مذكور أكثر من مرة
