# Words that every area uses.
common-save = حفظ
common-cancel = إلغاء
common-delete = حذف
common-edit = تعديل
common-add = إضافة
common-search = بحث
common-apply = تطبيق
common-done = تم
common-copy = نسخ
common-copied = تم النسخ
common-print = طباعة
common-name = الاسم
common-username = اسم المستخدم
common-password = كلمة المرور
common-email = البريد الإلكتروني
common-details = التفاصيل
common-action = الإجراء
common-status = الحالة
common-domain = النطاق
common-yes = نعم
common-no = لا
common-any = الكل
common-none = بدون
common-on = مفعّل
common-off = غير مفعّل
common-results = النتائج
common-no-results = لا توجد نتائج.

# Dates: the abbreviated months, without spaces inside a name.
common-months = يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
common-date = { $day } { $month } { $year }
common-date-time = { $date }، { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = بالتوقيت العالمي

# The layout around every page.
common-skip = الانتقال إلى المحتوى
common-switch-domain = تبديل النطاق
common-domain-named = النطاق { $name }
common-account = الحساب
common-sign-out = تسجيل الخروج
common-language = اللغة
common-nav-people = الأشخاص
common-nav-imports = استيراد
common-nav-groups = المجموعات
common-nav-labels = الشركات والوسوم والقوائم
common-nav-locations = المواقع
common-nav-fields = الحقول المخصصة
common-nav-activity = النشاط
common-nav-history = السجل
common-nav-web-users = مستخدمو الويب
common-nav-roles = الأدوار
common-nav-keys = المفاتيح
common-nav-webhooks = خطافات الويب
common-nav-settings = الإعدادات

# Lists.
common-pages = الصفحات
common-page = الصفحة
common-previous = السابق
common-next = التالي
common-go-to-page = الانتقال إلى الصفحة
common-go = انتقال
common-suggest-hint = اكتب جزءًا من الاسم
common-not-connected = لا يوجد اتصال. هذه نتائج سابقة.
common-try-again = إعادة المحاولة

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = اكتب
common-confirm-type-after = للتأكيد
common-confirm-mismatch = اكتب { $expected } تمامًا كما هو معروض

# A form whose session had ended.
common-resume-kept = تم الاحتفاظ بما أدخلته. لم يُحفظ شيء بعد.
common-resume-back = العودة إلى النموذج

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = تم الإنشاء.
common-done-saved = تم الحفظ.
common-done-merged = تم الحفظ مع تغييرات مستخدم آخر.
common-done-unchanged = لم يتغير شيء: الاسم طويل جدًا.
common-done-invalid-name = لم يتغير شيء: لا يمكن استخدام هذا الاسم.
common-done-too-many-tags = لم يتغير شيء: يمكن أن يكون للشخص 100 وسم على الأكثر. أزل واحدًا أولًا.
common-done-deleted = تم الحذف.
common-done-restored = تمت الاستعادة.
common-done-put-back = عادت القيم السابقة.
common-done-reset = تمت إعادة تعيين كلمة المرور.
common-done-password = تم تغيير كلمة المرور. تم تسجيل الخروج من جلساتك الأخرى.
common-done-ended = انتهت الجلسة.
common-done-web-user-reactivated = تمت إعادة تنشيط مستخدم الويب.
common-done-web-user-deactivated = تم إلغاء تنشيط مستخدم الويب.
common-done-withdrawn = تم سحب الدعوة.
common-done-revoked = تم إبطال المفتاح.
common-done-removed = المصادقة الثنائية غير مفعّلة.
common-done-tested = تم إرسال الاختبار. النتيجة في الصف الأول من عمليات التسليم.
common-done-backup-started = بدأ النسخ الاحتياطي.
common-done-skipped = لن يُرسل أول تغيير منتظر.
common-done-replayed = يجري إرسال التغييرات مرة أخرى.
common-done-language = تم تغيير اللغة.
common-done-deactivated-one = تم إلغاء تنشيط العامل.
common-done-reactivated-one = تمت إعادة تنشيط العامل.
common-done-joined-one = تمت إضافة العامل إلى المجموعة.
common-done-left-one = تمت إزالة العامل من المجموعة.
common-done-undone-one = تم التراجع عن الاستيراد: استُعيد العامل أو حُذف.
common-done-deactivated =
    { $count ->
        [zero] تم إلغاء تنشيط { $count } عاملين.
        [one] تم إلغاء تنشيط عامل واحد.
        [two] تم إلغاء تنشيط عاملين.
        [few] تم إلغاء تنشيط { $count } عاملين.
        [many] تم إلغاء تنشيط { $count } عاملًا.
       *[other] تم إلغاء تنشيط { $count } عامل.
    }
common-done-reactivated =
    { $count ->
        [zero] تمت إعادة تنشيط { $count } عاملين.
        [one] تمت إعادة تنشيط عامل واحد.
        [two] تمت إعادة تنشيط عاملين.
        [few] تمت إعادة تنشيط { $count } عاملين.
        [many] تمت إعادة تنشيط { $count } عاملًا.
       *[other] تمت إعادة تنشيط { $count } عامل.
    }
common-done-joined =
    { $count ->
        [zero] تمت إضافة { $count } عاملين إلى المجموعة.
        [one] تمت إضافة عامل واحد إلى المجموعة.
        [two] تمت إضافة عاملين إلى المجموعة.
        [few] تمت إضافة { $count } عاملين إلى المجموعة.
        [many] تمت إضافة { $count } عاملًا إلى المجموعة.
       *[other] تمت إضافة { $count } عامل إلى المجموعة.
    }
common-done-left =
    { $count ->
        [zero] تمت إزالة { $count } عاملين من المجموعة.
        [one] تمت إزالة عامل واحد من المجموعة.
        [two] تمت إزالة عاملين من المجموعة.
        [few] تمت إزالة { $count } عاملين من المجموعة.
        [many] تمت إزالة { $count } عاملًا من المجموعة.
       *[other] تمت إزالة { $count } عامل من المجموعة.
    }
common-done-added =
    { $count ->
        [zero] تمت إضافة { $count } أشخاص.
        [one] تمت إضافة شخص واحد.
        [two] تمت إضافة شخصين.
        [few] تمت إضافة { $count } أشخاص.
        [many] تمت إضافة { $count } شخصًا.
       *[other] تمت إضافة { $count } شخص.
    }
common-done-taken-out =
    { $count ->
        [zero] تمت إزالة { $count } أشخاص.
        [one] تمت إزالة شخص واحد.
        [two] تمت إزالة شخصين.
        [few] تمت إزالة { $count } أشخاص.
        [many] تمت إزالة { $count } شخصًا.
       *[other] تمت إزالة { $count } شخص.
    }
common-done-undone =
    { $count ->
        [zero] تم التراجع عن الاستيراد: استعادة أو حذف { $count } عاملين.
        [one] تم التراجع عن الاستيراد: استعادة أو حذف عامل واحد.
        [two] تم التراجع عن الاستيراد: استعادة أو حذف عاملين.
        [few] تم التراجع عن الاستيراد: استعادة أو حذف { $count } عاملين.
        [many] تم التراجع عن الاستيراد: استعادة أو حذف { $count } عاملًا.
       *[other] تم التراجع عن الاستيراد: استعادة أو حذف { $count } عامل.
    }

common-collision = عدّله مستخدم آخر؛ القيمة الحالية: { $now }، قيمتك: { $yours }
common-collision-empty = فارغ

# Error pages.
common-error-request-id = معرّف الطلب
common-error-start = الانتقال إلى صفحة البداية

# What an undone change leaves out.
common-left-out = تُرك لأنه لم يعد موجودًا: { $fields }.
common-left-out-groups = المجموعات
common-left-out-locations = المواقع
common-left-out-tags = الوسوم
common-left-out-lists = القوائم
common-left-out-role = الدور
common-left-out-profile = الملف
common-left-out-user-data = الحقول المخصصة
