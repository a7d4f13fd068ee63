people-title = الأشخاص
people-person = الشخص { $number }
people-back = العودة إلى الشخص
people-back-to-list = العودة إلى القائمة

people-add-worker = إضافة عامل
people-add-contact = إضافة جهة اتصال
people-search-hint = الاسم أو اسم المستخدم أو البريد الإلكتروني أو الهاتف أو حقل قابل للبحث
people-filters = عوامل التصفية
people-filter = تصفية
people-clear-filters = مسح عوامل التصفية
people-group = المجموعة
people-location = الموقع
people-role = الدور
people-tag = الوسم
people-tag-name = اسم الوسم
people-sort = الترتيب حسب
people-more-filters = عوامل تصفية أخرى
people-custom-field = حقل مخصص
people-field-value = قيمة الحقل
people-changed-since = تغيّر منذ ({ $zone })
people-no-phone = بلا رقم هاتف
people-never-submitted = لم يرسل أي نموذج

people-state-active = العاملون النشطون
people-state-deactivated = العاملون غير النشطين
people-state-contacts = جهات الاتصال
people-state-all = كل الأشخاص

people-order-username = اسم المستخدم A–Z
people-order-username-descending = اسم المستخدم Z–A
people-order-updated-first = الأحدث تعديلًا أولًا
people-order-updated-last = الأقدم تعديلًا أولًا
people-order-newest = الأحدث إنشاءً أولًا
people-order-oldest = الأقدم إنشاءً أولًا

people-none = لا يوجد عاملون بعد.
people-total =
    { $count ->
        [zero] لا أشخاص
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }
people-range =
    { $total ->
        [few] { $first }–{ $last } من { $total } أشخاص
        [many] { $first }–{ $last } من { $total } شخصًا
       *[other] { $first }–{ $last } من { $total } شخص
    }
people-page-empty =
    { $count ->
        [zero] هذه الصفحة فارغة. لا يوجد أشخاص.
        [one] هذه الصفحة فارغة. يوجد شخص واحد.
        [two] هذه الصفحة فارغة. يوجد شخصان.
        [few] هذه الصفحة فارغة. يوجد { $count } أشخاص.
        [many] هذه الصفحة فارغة. يوجد { $count } شخصًا.
       *[other] هذه الصفحة فارغة. يوجد { $count } شخص.
    }

people-select = تحديد
people-select-all-on-page = تحديد الكل في هذه الصفحة
people-selected-workers = العاملون المحددون
people-select-all-results = تحديد كل النتائج ({ $count })
people-selected = المحدد: { $count }.
people-selected-elsewhere = المحدد: { $count }، منها { $elsewhere } في صفحات أخرى.
people-clear-selection = إلغاء التحديد
people-phone = الهاتف
people-groups = المجموعات
people-locations = المواقع
people-cases = الحالات
people-cases-of = الخاصة بـ { $name }
people-last-submission = آخر إرسال
people-in-company = الشركة: { $name }
people-on-list = القائمة: { $name }
people-columns = اختيار الأعمدة
people-columns-hint = يُحفظ الاختيار لحسابك في هذا النطاق، وينطبق على الطباعة أيضًا. تحتوي ملفات التصدير على أعمدة الاستيراد.
people-columns-shown = الأعمدة المعروضة
people-columns-default = استخدام الأعمدة الافتراضية
people-print-all = طباعة الكل ({ $count })
people-print-first =
    { $count ->
        [zero] لا أشخاص في هذه الصفحة. للحصول على المزيد، صدّر القائمة.
        [one] تعرض هذه الصفحة الشخص الأول فقط. للحصول على المزيد، صدّر القائمة.
        [two] تعرض هذه الصفحة أول شخصين فقط. للحصول على المزيد، صدّر القائمة.
        [few] تعرض هذه الصفحة أول { $count } أشخاص فقط. للحصول على المزيد، صدّر القائمة.
        [many] تعرض هذه الصفحة أول { $count } شخصًا فقط. للحصول على المزيد، صدّر القائمة.
       *[other] تعرض هذه الصفحة أول { $count } شخص فقط. للحصول على المزيد، صدّر القائمة.
    }
people-export = تصدير هؤلاء العاملين:

people-status-active = نشط
people-status-deactivated = غير نشط
people-status-unconfirmed = غير مؤكد
people-status-contact = جهة اتصال

people-bulk-deactivate = إلغاء التنشيط
people-bulk-reactivate = إعادة التنشيط
people-bulk-join = إضافة إلى مجموعة
people-bulk-leave = إزالة من مجموعة
people-bulk-location = تعيين الموقع
people-bulk-role = تعيين الدور
people-bulk-language = تعيين اللغة
people-bulk-tag = إضافة وسم
people-bulk-untag = إزالة وسم
people-bulk-field = تعيين حقل مخصص
people-bulk-profile = تعيين ملف التعريف
people-bulk-password = إعادة تعيين كلمات المرور
people-bulk-link = إنشاء روابط كلمات المرور
people-bulk-delete = حذف

# In the genitive, after a noun or a preposition.
people-workers =
    { $count ->
        [zero] { $count } عامل
        [one] عامل واحد
        [two] عاملَين
        [few] { $count } عاملين
        [many] { $count } عاملًا
       *[other] { $count } عامل
    }
people-bulk-deactivate-workers = إلغاء تنشيط { people-workers }
people-bulk-reactivate-workers = إعادة تنشيط { people-workers }
people-bulk-join-workers = إضافة { people-workers } إلى مجموعة
people-bulk-join-named = إضافة { people-workers } إلى المجموعة { $group }
people-bulk-leave-workers = إزالة { people-workers } من مجموعة
people-bulk-leave-named = إزالة { people-workers } من المجموعة { $group }
people-bulk-location-workers = تعيين موقع { people-workers }
people-bulk-role-workers = تعيين دور { people-workers }
people-bulk-language-workers = تعيين لغة { people-workers }
people-bulk-tag-workers = إضافة وسم إلى { people-workers }
people-bulk-untag-workers = إزالة وسم من { people-workers }
people-bulk-field-workers = تعيين حقل مخصص لدى { people-workers }
people-bulk-profile-workers = تعيين ملف تعريف { people-workers }
people-bulk-password-workers = إعادة تعيين كلمة مرور { people-workers }
people-bulk-link-workers = إنشاء روابط كلمات المرور لعدد: { people-workers }
people-bulk-delete-workers = حذف { people-workers }
people-bulk-change-workers = تعديل { people-workers }
people-bulk-title = { $action }؟
people-bulk-nothing = لم يتغير شيء

people-bulk-selected =
    { $count ->
        [zero] لم تحدد أي عامل.
        [one] العامل الذي حددته.
        [two] العاملان اللذان حددتهما.
        [few] العاملون الذين حددتهم، وعددهم { $count }.
        [many] العاملون الذين حددتهم، وعددهم { $count }.
       *[other] العاملون الذين حددتهم، وعددهم { $count }.
    }
people-bulk-imported =
    { $count ->
        [zero] لا عاملين أنشأهم الاستيراد { $number }.
        [one] العامل الذي أنشأه الاستيراد { $number }.
        [two] العاملان اللذان أنشأهما الاستيراد { $number }.
        [few] العاملون الذين أنشأهم الاستيراد { $number }، وعددهم { $count }.
        [many] العاملون الذين أنشأهم الاستيراد { $number }، وعددهم { $count }.
       *[other] العاملون الذين أنشأهم الاستيراد { $number }، وعددهم { $count }.
    }
people-bulk-found =
    { $count ->
        [zero] لا عاملين في القائمة: { $filters }.
        [one] العامل الوحيد في القائمة: { $filters }.
        [two] العاملان في القائمة: { $filters }.
        [few] كل العاملين في القائمة، وعددهم { $count }: { $filters }.
        [many] كل العاملين في القائمة، وعددهم { $count }: { $filters }.
       *[other] كل العاملين في القائمة، وعددهم { $count }: { $filters }.
    }
people-bulk-filter-active = العاملون النشطون
people-bulk-filter-deactivated = العاملون غير النشطين
people-bulk-filter-contacts = جهات الاتصال
people-bulk-filter-all = كل الأشخاص
people-bulk-filter-search = نتائج البحث عن «{ $text }»
people-bulk-filter-group = في المجموعة المختارة
people-bulk-filter-location = في الموقع المختار أو مواقعه الفرعية
people-bulk-filter-role = بالدور المختار
people-bulk-filter-tag = بالوسم المختار
people-bulk-filter-company = من الشركة المختارة
people-bulk-filter-list = في القائمة المختارة
people-bulk-filter-field = بالقيمة المختارة لحقل مخصص
people-bulk-filter-phone = بلا رقم هاتف
people-bulk-filter-forms = لم يرسلوا أي نموذج
people-bulk-filter-since = تغيّروا منذ اليوم المختار

people-bulk-language-hint = اتركه فارغًا لإزالة اللغة.
people-bulk-value-hint = اتركه فارغًا لإزالة القيمة.
people-bulk-delete-hint = يمكن استعادة العاملين المحذوفين خلال 30 يومًا، من صفحة «الأشخاص المحذوفون».
people-bulk-password-hint = يحصل كل عامل على كلمة مرور مُنشأة تلقائيًا، وتتوقف كلمة المرور الحالية عن العمل. بعد ذلك يمكنك تنزيل كلمات المرور في ملف CSV.
people-bulk-location-hint = يحل هذا الموقع محل كل مواقع العامل الحالية.
people-bulk-undo-hint = يمكنك التراجع عن الإجراء ما لم يُعدَّل أحد هؤلاء العاملين مرة أخرى.

people-error-days = اختر أحد أعداد الأيام في القائمة
people-error-select = حدد عاملًا واحدًا على الأقل أولًا
people-error-choose-action = اختر إجراءً
people-error-choose-group = اختر مجموعة
people-error-unknown-group = هذه المجموعة غير موجودة
people-error-unknown-location = هذا الموقع غير موجود
people-error-unknown-role = هذا الدور غير موجود
people-error-unknown-field = هذا الحقل المخصص غير موجود
people-error-no-filter = لا يوجد في القائمة عامل تصفية «{ $name }»
people-error-date = أدخل التاريخ بصيغة سنة-شهر-يوم، مثل 2026-11-21
people-error-field-value = أدخل قيمة الحقل
people-error-choose-tag = اختر وسمًا
people-error-no-tag = هذا الوسم غير موجود
people-error-no-company = هذه الشركة غير موجودة
people-error-no-list = هذه القائمة غير موجودة
people-error-no-profile = هذا الملف غير موجود
people-error-choose-field = اختر حقلًا مخصصًا
people-error-groups = لتعديل مجموعات العاملين، يجب أن يكون لديك وصول إلى كل المواقع.

people-edit = تعديل { $name }
people-username-fixed = اسم المستخدم: { $username } (لا يمكن تغييره)
people-not-saved = لم يُحفظ شيء. صحّح الحقول المشار إليها أدناه.
people-not-added = لم تتم إضافة العامل. صحّح الحقول المشار إليها أدناه.
people-worker-added = تمت إضافة العامل
people-sign-in = تسجيل الدخول
people-username-hint = اسم المستخدم الكامل هو { $username }. لا يمكن تغييره لاحقًا.
people-username-example = name
people-password-hint = اتركه فارغًا لإنشاء كلمة مرور تلقائيًا. تُعرض مرة واحدة فقط.
people-submit-worker = إضافة العامل
people-first-name = الاسم الأول
people-last-name = اسم العائلة
people-email = البريد الإلكتروني
people-language = اللغة
people-phone-numbers-hint = أرقام الهاتف، رقم في كل سطر، والرقم الأساسي أولًا
people-groups-confined = تمتد المجموعات عبر عدة مواقع. لا يمكن تعديلها إلا للمستخدمين الذين لديهم وصول إلى كل المواقع.
people-groups-none-yet = لا توجد مجموعات بعد.
people-groups-more = مجموعات أخرى، اسم واحد في كل سطر
people-groups-incomplete = لا تظهر كل المجموعات هنا.
people-groups-search = البحث عن المجموعات
people-locations-none-yet = لا توجد مواقع بعد.
people-locations-more = مواقع أخرى، رمز موقع أو اسم واحد في كل سطر
people-locations-incomplete = لا تظهر كل المواقع هنا.
people-locations-view = عرض المواقع
people-primary-location = الموقع الأساسي
people-primary-location-first = أول موقع محدد
people-custom-data = بيانات مخصصة
people-profile = ملف التعريف
people-profile-hint = يحدد ملف التعريف قيم بعض الحقول أدناه.
people-profile-sets = القيمة من ملف التعريف.
people-required = إلزامي
people-required-mark = (إلزامي)
people-add-value = إضافة قيمة
people-value = القيمة
people-add-as-field = إضافته كحقل جديد

people-conflict = عدّل مستخدم آخر هذا الشخص منذ أن فتحت النموذج.
people-conflict-hint = لم يُحفظ شيء. الحقول التي عدّلها أحدكما فقط تم أخذها كما هي؛ وحيث عدّل كلاكما الحقل نفسه، تظهر القيمتان تحته. لحفظ قيمك، اضغط على «حفظ» مرة أخرى.

people-contact-hint = جهة الاتصال شخص بلا اسم مستخدم ولا يسجّل الدخول. تعرض واجهة User.com API جهات الاتصال والعاملين.
people-submit-contact = إضافة جهة الاتصال
people-gender = الجنس
people-gender-none = غير محدد
people-gender-female = أنثى
people-gender-male = ذكر
people-mailings = الرسائل البريدية
people-subscribed = مشترك في الرسائل البريدية
people-unsubscribed = ألغى الاشتراك
people-external-id = المعرّف الخارجي
people-score = النقاط

people-reset-password = إعادة تعيين كلمة المرور
people-deactivate = إلغاء التنشيط
people-reactivate = إعادة التنشيط
people-confirm = تأكيد
people-edit-details = تعديل تفاصيل User.com
people-details = ملف التعريف
people-profile-is = ملف التعريف:
people-custom-data-none = لا بيانات مخصصة
people-history = السجل
people-history-none = لا تغييرات بعد.
people-forms = إرسال النماذج
people-forms-submitted-30-days = المرسلة، آخر 30 يومًا
people-forms-completed-30-days = المكتملة، آخر 30 يومًا
people-forms-submitted-month = المرسلة، الشهر الماضي
people-forms-completed-month = المكتملة، الشهر الماضي
people-groups-none = لا مجموعات
people-locations-none = لا مواقع
people-primary = أساسي
people-tags = الوسوم
people-tags-none = لا وسوم
people-tag-remove = إزالة الوسم { $name }
people-tag-new = وسم جديد
people-companies = الشركات
people-companies-none = لا شركات
people-company = الشركة
people-company-remove = إزالة من { $name }
people-company-hint = إذا لم تكن الشركة موجودة، فسيتم إنشاؤها.

people-phone-numbers = أرقام الهاتف
people-connect-id = ConnectID
people-id = المعرّف
people-usercom-id = معرّف User.com
people-created = تاريخ الإنشاء
people-updated = آخر تعديل
people-city = المدينة
people-region = المنطقة
people-country = البلد
people-time-zone = المنطقة الزمنية
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = الصورة
people-last-ip = آخر عنوان IP
people-browser = المتصفح
people-browser-language = لغة المتصفح
people-operating-system = نظام التشغيل
people-screen-resolution = دقة الشاشة
people-first-seen = أول زيارة
people-last-seen = آخر زيارة
people-last-contacted = آخر تواصل
people-other = أخرى

people-event-created = إنشاء
people-event-updated = تعديل
people-event-deleted = حذف
people-event-fields = { $event }: { $fields }
people-event-source = { $user }، { $channel }
people-channel-commcare = واجهة CommCare API
people-channel-usercom = واجهة User.com API
people-channel-scim = SCIM
people-channel-console = وحدة التحكم
people-channel-import = استيراد
people-channel-cli = سطر الأوامر
people-channel-server = الخادم

# One-time links with which workers set their passwords.
people-link = رابط كلمة المرور
people-link-title = رابط كلمة المرور: { $name }
people-link-hint = بالرابط يختار العامل كلمة مرور. تبقى كلمة المرور الحالية صالحة حتى ذلك الحين، ويحل الرابط الجديد محل الرابط السابق. لا يحصل العاملون غير النشطين على رابط. بعد ذلك يمكنك طباعة قسائم برموز QR.
people-link-valid-for = مدة صلاحية الرابط
people-link-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
people-link-create = إنشاء الرابط
people-link-give = سلّم هذا الرابط أو القسيمة المطبوعة إلى العامل فقط.
people-link-once = لن تتمكن من رؤيته مرة أخرى.
people-link-print = طباعة القسيمة

people-password-title = إعادة تعيين كلمة مرور { $name }
people-password-warning = تتوقف كلمة المرور الحالية عن العمل فورًا.
people-password-new = كلمة مرور جديدة
people-password-generate = إنشاء كلمة مرور تلقائيًا وعرضها مرة واحدة
people-password-choose = تعيين كلمة المرور هذه:
people-password-done = تمت إعادة تعيين كلمة المرور
people-password-give = أعطِ كلمة المرور هذه إلى
people-password-give-end = .
people-password-once = لن تتمكن من رؤيتها مرة أخرى.

people-delete-title = هل تريد حذف { $name }؟
people-delete-consequence = سيُحذف { $name } مع كل بياناته. لا يمكن التراجع عن هذا الإجراء.
people-delete-username = لا يمكن استخدام اسم المستخدم مرة أخرى.
people-delete-instead = لمنع تسجيل الدخول فقط،
people-delete-instead-link = ألغِ تنشيط
people-delete-instead-end = العامل بدلًا من ذلك.
people-delete-worker = حذف العامل
people-delete-contact = حذف جهة الاتصال
people-deleted-title = الأشخاص المحذوفون
people-deleted-hint = الأشخاص الذين حُذفوا خلال آخر 30 يومًا. يستعيد العامل كلمة المرور والمجموعات والمواقع والنماذج المرسلة التي كانت له.
people-deleted-none = لا يوجد أشخاص محذوفون.
people-deleted-at = وقت الحذف
people-deleted-by = المستخدم
people-restore = استعادة
