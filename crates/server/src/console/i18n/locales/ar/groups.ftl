groups-title = المجموعات
groups-add = إضافة مجموعة
groups-edit = تعديل المجموعة
groups-none = لا توجد مجموعات بعد.
groups-total =
    { $count ->
        [zero] لا مجموعات
        [one] مجموعة واحدة
        [two] مجموعتان
        [few] { $count } مجموعات
        [many] { $count } مجموعة
       *[other] { $count } مجموعة
    }
groups-id = معرّف المجموعة
groups-case-sharing = مشاركة الحالات
groups-case-sharing-check = مشاركة الحالات: يتشارك الأعضاء الحالات
groups-reporting = التقارير
groups-reporting-check = التقارير: إظهار المجموعة في التقارير

groups-members = الأعضاء
groups-active-members = الأعضاء النشطون
groups-page-empty = هذه الصفحة فارغة.
groups-members-none = لا يوجد أعضاء بعد. أضف أعضاء أدناه.
groups-select = تحديد
groups-select-member = تحديد { $name }
groups-remove-selected = إزالة المحددين

groups-add-members = إضافة أعضاء
groups-add-search = العاملون المراد إضافتهم
groups-search-workers = البحث عن عاملين
groups-search-hint = الاسم أو اسم المستخدم أو البريد الإلكتروني أو الهاتف
groups-search-results = نتائج البحث
groups-already-member = ، عضو بالفعل
groups-add-selected = إضافة المحددين

groups-delete = حذف المجموعة
groups-delete-title = هل تريد حذف المجموعة { $name }؟
groups-delete-empty = لا أعضاء في المجموعة. لا يمكن التراجع عن هذا الإجراء.
groups-delete-members =
    { $count ->
        [zero] لا أعضاء في المجموعة. لا يمكن التراجع عن هذا الإجراء.
        [one] في المجموعة عضو واحد. لا يُحذف الأعضاء. لا يمكن التراجع عن هذا الإجراء.
        [two] في المجموعة عضوان. لا يُحذف الأعضاء. لا يمكن التراجع عن هذا الإجراء.
        [few] في المجموعة { $count } أعضاء. لا يُحذف الأعضاء. لا يمكن التراجع عن هذا الإجراء.
        [many] في المجموعة { $count } عضوًا. لا يُحذف الأعضاء. لا يمكن التراجع عن هذا الإجراء.
       *[other] في المجموعة { $count } عضو. لا يُحذف الأعضاء. لا يمكن التراجع عن هذا الإجراء.
    }
