labels-title = الشركات والوسوم والقوائم
# The tabs above the list.
labels-kinds = الأنواع
labels-companies = الشركات
labels-tags = الوسوم
labels-lists = القوائم
labels-add =
    { $kind ->
        [company] إضافة شركة
        [tag] إضافة وسم
       *[list] إضافة قائمة
    }
labels-edit =
    { $kind ->
        [company] تعديل الشركة
        [tag] تعديل الوسم
       *[list] تعديل القائمة
    }
labels-none =
    { $kind ->
        [company] لا توجد شركات بعد.
        [tag] لا توجد وسوم بعد.
       *[list] لا توجد قوائم بعد.
    }
labels-total = الإجمالي: { $count }
labels-description = الوصف

labels-people-none = لا يوجد أشخاص بعد. أضف أشخاصًا أدناه.
labels-show-in-people = عرض في قائمة الأشخاص
labels-add-people = إضافة أشخاص
labels-add-search = الأشخاص المراد إضافتهم
labels-search-people = البحث عن أشخاص
labels-already-added = (مضاف بالفعل)
labels-tag-many-hint = لإضافة وسم إلى عدد كبير من العاملين دفعة واحدة، حددهم في قائمة الأشخاص واستخدم الإجراء «إضافة وسم».

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = حدد شخصًا واحدًا على الأقل أولًا
labels-error-limit = لا يمكن إضافة { $name }، لأن للشخص { $most } من الوسوم و{ $most } من القوائم على الأكثر؛ لم يتغير شيء

labels-delete-title =
    { $kind ->
        [company] هل تريد حذف الشركة { $name }؟
        [tag] هل تريد حذف الوسم { $name }؟
       *[list] هل تريد حذف القائمة { $name }؟
    }
labels-delete-people =
    { $count ->
        [zero] لا يُزال من أي شخص.
        [one] تشمل الإزالة شخصًا واحدًا، ولا يُحذف.
        [two] تشمل الإزالة شخصين، ولا يُحذفان.
        [few] تشمل الإزالة { $count } أشخاص، ولا يُحذفون.
        [many] تشمل الإزالة { $count } شخصًا، ولا يُحذفون.
       *[other] تشمل الإزالة { $count } شخص، ولا يُحذفون.
    }
labels-delete-companies =
    { $count ->
        [zero] لا تشمل الإزالة أي شركة.
        [one] تشمل الإزالة شركة واحدة.
        [two] تشمل الإزالة شركتين.
        [few] تشمل الإزالة { $count } شركات.
        [many] تشمل الإزالة { $count } شركة.
       *[other] تشمل الإزالة { $count } شركة.
    }
labels-delete-unused = لا تشمل الإزالة أي شخص.
labels-delete-final = لا يمكن التراجع عن هذا الإجراء.
