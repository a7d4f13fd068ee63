web-users-title = مستخدمو الويب
web-users-add = إضافة مستخدم ويب
web-users-hint = يسجّل مستخدمو الويب الدخول إلى هذه الوحدة. تمنح مفاتيحهم البرامج وصولًا إلى واجهة CommCare API.
web-users-role = الدور
web-users-role-choose = اختر دورًا
web-users-role-hint = تُعرض فقط الأدوار التي لديك صلاحياتها.
web-users-role-admin = مسؤول
web-users-role-deleted = دور محذوف
web-users-active = نشط
web-users-deactivated = غير نشط
web-users-invitations = الدعوات
web-users-link-expires = انتهاء صلاحية الرابط
web-users-expired = منتهية
web-users-withdraw = سحب
web-users-withdraw-which = دعوة { $email }
web-users-new-hint = تعرض الصفحة التالية رابطًا لإرساله إلى هذا الشخص. ينضم بحسابه أو ينشئ حسابًا.
web-users-invite = إنشاء دعوة
web-users-invited-title = تمت دعوة مستخدم الويب
web-users-invited-send = أرسل هذا الرابط إلى
web-users-invited-hint = . ينضم به الشخص بحسابه أو ينشئ حسابًا. يعمل مرة واحدة، حتى
web-users-invited-once = لن تتمكن من رؤيته مرة أخرى.
web-users-deactivate = إلغاء التنشيط
web-users-reactivate = إعادة التنشيط
web-users-access = الوصول
web-users-own = هذا حسابك أنت. قد تفقد صلاحيات مع دور آخر.
web-users-locations = المواقع
web-users-primary = الموقع الرئيسي
web-users-primary-first = أول موقع محدد
web-users-total =
    { $count ->
        [one] مستخدم ويب واحد
        [two] مستخدما ويب
        [few] { $count } مستخدمي ويب
        [many] { $count } مستخدم ويب
       *[other] { $count } مستخدم ويب
    }
