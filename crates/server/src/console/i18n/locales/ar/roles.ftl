roles-title = الأدوار
roles-add = إضافة دور
roles-edit = تعديل الدور
roles-hint = الدور مجموعة من الصلاحيات لمستخدمي الويب والعاملين. للمسؤولين جميع الصلاحيات.
roles-none = لا توجد أدوار بعد.
roles-permissions = الصلاحيات
roles-workers = العاملون
roles-no-permissions = لا توجد صلاحيات
roles-users = المستخدمون الذين لهم هذا الدور
roles-no-users = لا يوجد مستخدمون
roles-others = صلاحيات CommCare HQ الأخرى (لا أثر لها في Roster)
roles-others-legend = صلاحيات أخرى
roles-delete-title = حذف الدور { $name }؟
roles-delete-hint = لا يمكنك حذف إلا دور لا يملكه أي مستخدم. لا يمكن التراجع عن ذلك.
roles-delete-button = حذف الدور

# Permissions by group.
roles-group-people = الأشخاص
roles-group-locations = المواقع
roles-group-web-users = مستخدمو الويب
roles-group-apis = واجهات API
roles-group-domain = النطاق
roles-group-location-access = الوصول إلى المواقع
roles-view-people = عرض الأشخاص
roles-edit-people = إضافة الأشخاص والمجموعات والحقول المخصصة وتعديلها وحذفها
roles-view-groups = عرض المجموعات
roles-view-locations = عرض المواقع والمستويات التنظيمية
roles-edit-locations = إضافة المواقع والمستويات التنظيمية وتعديلها
roles-view-web-users = عرض مستخدمي الويب
roles-edit-web-users = إضافة مستخدمي الويب وتعديلهم
roles-view-roles = عرض الأدوار
roles-edit-roles = إضافة الأدوار وتعديلها وحذفها
roles-access-api = استخدام واجهات API
roles-edit-data = الإبلاغ عن إرسال العاملين للنماذج
roles-edit-domain = تعديل الإعدادات، وعرض مفاتيح المستخدمين الآخرين وإبطالها
roles-manage-webhooks = إدارة خطافات الويب التي ترسل جميع التغييرات إلى أنظمة أخرى
roles-access-all-locations = الوصول إلى جميع المواقع. بدونها يقتصر الوصول على المواقع المعيّنة.
roles-workers-count =
    { $count ->
        [one] عامل واحد
        [two] عاملان
        [few] { $count } عاملين
        [many] { $count } عاملًا
       *[other] { $count } عامل
    }
