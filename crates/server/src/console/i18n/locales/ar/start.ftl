# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = الخادم
start-version = الإصدار
start-store = قاعدة البيانات
start-store-value = { $engine }، المخطط { $number }
start-size = حجم قاعدة البيانات
start-free-store = المساحة الحرة على القرص، قاعدة البيانات
start-free-backups = المساحة الحرة على القرص، النسخ الاحتياطية
start-of-total = { $free } من { $total }
start-last-backup = آخر نسخة احتياطية
start-backup-due = حان وقت النسخ الاحتياطي
start-operators = المشغّلون
start-backups = النسخ الاحتياطية
start-no-folder = لا يوجد مجلد للنسخ الاحتياطية على هذا الخادم. حدّد backups في roster.toml أو شغّل roster backup FILE.
start-backup-hint = تحتوي النسخة الاحتياطية على كل بيانات جميع النطاقات، بما فيها البيانات الشخصية والأسرار: احمها كما تحمي قاعدة البيانات. الملفات في { $folder } على هذا الخادم. يستعيد الأمر roster restore نسخة منها.
start-backup-running = يجري إنشاء نسخة احتياطية منذ { $time }.
start-refresh = تحديث
start-backup-failed = فشلت آخر نسخة احتياطية: { $reason }
start-start-backup = بدء نسخة احتياطية
start-file = الملف
start-file-size = الحجم
start-file-actions = الإجراءات
start-download = تنزيل
start-domains = النطاقات
start-no-domains = لا توجد نطاقات بعد.
start-records-size = حجم السجلات
start-create-domain-title = إنشاء نطاق
start-create-domain = إنشاء النطاق
start-server-link = حالة الخادم والنسخ الاحتياطية
start-name-hint = وهو جزء من كل العناوين، مثل /a/NAME/api/. لا يمكن تغييره لاحقًا.
start-wire = ردود واجهة CommCare البرمجية
start-wire-documented = كما في التوثيق
start-wire-live = كما ترسلها الخدمة الفعلية
start-first-admin = تصبح أول مدير له، ويمكنك دعوة آخرين.
start-delete-backup-title = حذف هذه النسخة الاحتياطية؟
start-delete-backup-text = يُحذف الملف من الخادم. تبقى النسخ التي جرى تنزيلها.
start-delete-backup = حذف النسخة الاحتياطية
start-first-steps = الخطوات الأولى
start-import-sheet = استيراد جدول بيانات
start-presets = أدوار جاهزة
start-presets-hint = أدوار تحتاجها معظم النطاقات. يمكنك تغييرها لاحقًا.
start-add-preset = إضافة { $name }
start-add-presets = إضافة الكل ({ $count })
start-preset-manager = يدير العاملين والمجموعات والمواقع ومستخدمي الويب، وكذلك عبر الواجهات البرمجية.
start-preset-supervisor = يدير العاملين في المواقع المعيّنة له وفي مواقعها الفرعية.
start-preset-read-only = يرى العاملين والمجموعات والمواقع، ولا يغيّر شيئًا.
start-deactivated = غير نشط
start-deactivate = إلغاء التنشيط
start-reactivate = إعادة التنشيط
start-import-export = الاستيراد والتصدير
start-import-export-title = استيراد المواقع وتصديرها
start-import = استيراد
start-export = تصدير
start-preview-first = ترى معاينة أولًا. لا يتغير شيء قبل أن تؤكد.
start-import-file = ملف (CSV أو XLSX أو XLS أو ODS)
start-check-file = فحص الملف
start-columns = الأعمدة
start-columns-text = name (مطلوب)، site_code، level (رمز المستوى التنظيمي أو اسمه)، parent (رمز الموقع الأعلى؛ فارغ في القمة)، external_id، latitude، longitude، data: NAME، location_id. الصف الذي له location_id أو site_code معروف يغيّر ذلك الموقع؛ والصفوف الأخرى تنشئ موقعًا. الخلية الفارغة تحذف القيمة، والعمود الغائب لا يغيّر شيئًا. يمكن أن تأتي المواقع العليا بعد مواقعها الفرعية. تُستورد كل الصفوف أو لا يُستورد شيء.
start-export-text = كل المواقع، بالأعمدة التي يقرؤها الاستيراد.
start-preview = معاينة الاستيراد
start-summary = ملخص
start-errors = أخطاء
start-to-create = للإنشاء
start-to-update = للتحديث
start-no-change = دون تغيير
start-import-refused = لم يتغير شيء. صحّح الصفوف التي فيها أخطاء وارفع الملف مرة أخرى.
start-import-nothing = لا يغيّر الملف شيئًا.
start-import-confirm =
    { $count ->
        [zero] استيراد { $count } موقع
        [one] استيراد موقع واحد
        [two] استيراد موقعين
        [few] استيراد { $count } مواقع
        [many] استيراد { $count } موقعًا
       *[other] استيراد { $count } موقع
    }
start-row = الصف
start-parent = الموقع الأعلى
start-outcome = النتيجة
start-first-rows = تُعرض أول 500 صف من كل نتيجة.
start-choose-file = اختر ملفًا
start-file-large = الجدول أكبر من 4 ميبيبايت: قسّمه
start-delete-location-title = حذف هذا الموقع؟
start-delete-location = حذف الموقع
start-delete-below =
    { $count ->
        [zero] سيُحذف أيضًا { $count } موقع فرعي.
        [one] سيُحذف موقعه الفرعي أيضًا.
        [two] سيُحذف موقعاه الفرعيان أيضًا.
        [few] ستُحذف أيضًا { $count } مواقع فرعية.
        [many] سيُحذف أيضًا { $count } موقعًا فرعيًا.
       *[other] سيُحذف أيضًا { $count } موقع فرعي.
    }
start-delete-no-workers = لا يوجد عاملون معيّنون.
start-delete-workers =
    { $count ->
        [zero] سيفقد { $count } عامل التعيين ويحتفظ بالحساب؛ وسيبقى { $without } دون موقع.
        [one] سيفقد عامل واحد التعيين ويحتفظ بالحساب؛ وسيبقى { $without } دون موقع.
        [two] سيفقد عاملان التعيين ويحتفظان بالحساب؛ وسيبقى { $without } دون موقع.
        [few] سيفقد { $count } عاملين التعيين ويحتفظون بالحساب؛ وسيبقى { $without } دون موقع.
        [many] سيفقد { $count } عاملًا التعيين ويحتفظون بالحساب؛ وسيبقى { $without } دون موقع.
       *[other] سيفقد { $count } عامل التعيين ويحتفظون بالحساب؛ وسيبقى { $without } دون موقع.
    }
start-delete-web-users =
    { $count ->
        [zero] سيفقد { $count } مستخدم ويب التعيين.
        [one] سيفقد مستخدم ويب واحد التعيين.
        [two] سيفقد مستخدما ويب التعيين.
        [few] سيفقد { $count } مستخدمي ويب التعيين.
        [many] سيفقد { $count } مستخدم ويب التعيين.
       *[other] سيفقد { $count } مستخدم ويب التعيين.
    }
start-cannot-undo = لا يمكن التراجع عن ذلك.
start-unknown-columns = عمود غير معروف { $names }: صحّح الاسم، أو ابدأه بـ 'data: ' لقيمة مخصصة
start-missing-column = لا يوجد في الجدول العمود '{ $name }': أضفه
start-too-many-locations = في الجدول أكثر من { $most } موقع: قسّمه
