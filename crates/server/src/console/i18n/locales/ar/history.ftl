history-title = السجل
history-deleted-people = الأشخاص المحذوفون
history-download = تنزيل CSV
history-filters = عوامل التصفية
history-record-type = نوع العنصر
history-record = العنصر
history-record-hint = اسم المستخدم أو الاسم أو المعرّف
history-from = من
history-to = إلى
history-source = المصدر
history-user = المستخدم
history-filter = تصفية
history-results = النتائج
history-no-results = لا نتائج.
history-none = لا توجد تغييرات بعد.
history-order = الأحدث أولًا. التواريخ حسب المنطقة الزمنية { $zone }.
history-clear-filters = مسح عوامل التصفية
history-change = التغيير
history-fields = الحقول
history-time = الوقت
history-number = الرقم
history-put-back = استرجاع
history-put-back-change = القيم قبل التغيير { $number }
history-newest = الأحدث
history-older = الأقدم
history-date-invalid = أدخل التواريخ بالصيغة سنة-شهر-يوم، مثل 2026-11-21.

history-kind-person = الأشخاص
history-kind-group = المجموعات
history-kind-location = المواقع
history-kind-location-type = المستويات التنظيمية
history-kind-field = الحقول المخصصة
history-kind-profile = ملفات التعريف
history-kind-role = الأدوار
history-kind-web-user = مستخدمو الويب
history-kind-invitation = الدعوات
history-kind-api-key = مفاتيح API
history-kind-app-key = مفاتيح User.com
history-kind-saved-filter = عوامل التصفية المحفوظة
history-kind-tag = الوسوم
history-kind-list = القوائم
history-kind-company = الشركات
history-kind-event = الأحداث
history-kind-webhook = خطاطيف الويب
history-kind-domain = النطاق

history-action = { $record }: { $verb }
history-action-record =
    { $kind ->
        [person] شخص
        [group] مجموعة
        [location] موقع
        [location_type] مستوى تنظيمي
        [field] حقل
        [profile] ملف تعريف
        [role] دور
        [web_user] مستخدم ويب
        [invitation] دعوة
        [api_key] مفتاح API
        [app_key] مفتاح User.com
        [saved_filter] عامل تصفية محفوظ
        [tag] وسم
        [list] قائمة
        [company] شركة
        [event] حدث
        [webhook] خطاف ويب
        [domain] نطاق
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] إنشاء
        [updated] تعديل
        [deleted] حذف
        [restored] استعادة
        [revoked] إبطال
       *[other] { $verb }
    }

history-yes = نعم
history-no = لا
history-custom-field = الحقل المخصص { $name }
history-field =
    { $field ->
        [people_columns] أعمدة قائمة الأشخاص
        [username] اسم المستخدم
        [first_name] الاسم الأول
        [last_name] اسم العائلة
        [name] الاسم
        [password] كلمة المرور
        [password_link] رابط كلمة المرور
        [email] البريد الإلكتروني
        [default_phone_number] رقم الهاتف الأساسي
        [phone_numbers] أرقام الهواتف
        [language] اللغة
        [role] الدور
        [groups] المجموعات
        [locations] المواقع
        [primary_location] الموقع الأساسي
        [user_profile] ملف التعريف
        [profile] ملف التعريف
        [user_data] البيانات المخصصة
        [is_active] نشط
        [is_account_confirmed] تم تأكيد الحساب
        [deactivate_after] إلغاء التنشيط بعد
        [connect_username] اسم المستخدم في Connect
        [number] الرقم
        [key] المفتاح
        [custom_id] المعرّف الخارجي
        [gender] الجنس
        [status] الحالة
        [score] النقاط
        [unsubscribed] ألغى الاشتراك
        [notifications] الإشعارات
        [assigned_to] مسند إلى
        [tags] الوسوم
        [lists] القوائم
        [case_sharing] مشاركة الحالات
        [reporting] التقارير
        [users] الأعضاء
        [metadata] البيانات الوصفية
        [site_code] رمز الموقع
        [location_type_code] المستوى التنظيمي
        [parent_location_id] الموقع الأعلى
        [latitude] خط العرض
        [longitude] خط الطول
        [external_id] المعرّف الخارجي
        [location_data] البيانات المخصصة
        [code] الرمز
        [parent] الأعلى
        [shares_cases] يملك حالات
        [view_descendants] يرى حالات المواقع الفرعية
        [administrative] إداري
        [permissions] الصلاحيات
        [label] التسمية
        [value_type] نوع القيمة
        [choices] الخيارات
        [declared] معلن
        [position] الترتيب
        [required] إلزامي
        [multiple] قيم متعددة
        [pattern] النمط
        [pattern_message] رسالة النمط
        [searchable] قابل للبحث
        [values] القيم
        [description] الوصف
        [size] الحجم
        [employees] الموظفون
        [attributes] السمات
        [wire] ردود واجهة CommCare API
        [strong_passwords] كلمات مرور قوية
        [digest_passwords] مصادقة Digest
        [rate_limit] حد الطلبات
        [domain_rate_limit] حد طلبات النطاق
        [custom_data_limit] حد البيانات المخصصة
        [quota] الحصة
        [username_host] مضيف أسماء المستخدمين
        [cases_url] عنوان URL للحالات
        [history_days] أيام السجل
        [enforce_fields] التحقق في واجهات API
        [query] الاستعلام
        [primary_location_id] الموقع الأساسي
        [assigned_location_ids] المواقع المسندة
        [is_active_in_domain] نشط في النطاق
        [expires_at] تاريخ الانتهاء
        [prefix] البادئة
        [domain] النطاق
        [allowed_ips] عناوين IP المسموح بها
        [contacts_only] جهات الاتصال فقط
        [kinds] أنواع التغييرات
        [payload] المحتوى
        [active] نشط
        [paused_reason] سبب الإيقاف المؤقت
       *[other] { $name }
    }
history-not-put-back = لم تتم الإعادة:
