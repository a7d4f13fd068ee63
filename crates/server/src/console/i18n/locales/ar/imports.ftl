imports-title = الاستيراد
imports-upload = رفع جدول بيانات للعاملين
imports-upload-hint = ترى معاينة أولًا. لا يتغير شيء قبل تأكيدك.
imports-file = الملف (CSV أو XLSX أو JSON Lines، حتى { $megabytes } ميغابايت)
imports-check = فحص الملف
imports-choose-file = اختر ملفًا
imports-file-type = نوع الملف هذا غير مدعوم. اختر ملفًا ينتهي بـ .csv أو .xlsx أو .xls أو .ods أو .jsonl

imports-columns = الأعمدة والقالب
imports-columns-first-row = يحتوي الصف الأول على أسماء أعمدة الرفع الجماعي في CommCare:
imports-columns-or = أو
imports-columns-any-of = ، وأيّ مما يلي:
imports-columns-and = ، و
imports-columns-custom = لكل حقل مخصص.
imports-columns-missing = العمود الغائب لا يغيّر شيئًا. الخلية الفارغة تزيل أرقام الهاتف والمجموعات والمواقع والملف ويوم إلغاء التنشيط والقيم المخصصة؛ وفي الأعمدة الأخرى لا تغيّر شيئًا، و
imports-columns-clear = يزيل الاسم أو عنوان البريد الإلكتروني أو اللغة أو الدور.
imports-columns-asterisks = كلمة المرور المكونة من نجوم
imports-columns-asterisks-keep = لا تغيّر كلمة المرور.
imports-columns-again = استيراد الملف نفسه مرة أخرى لا يغيّر شيئًا.
imports-template = نزّل قالبًا فارغًا بأعمدة هذا النطاق:
imports-template-workers-before = للحصول على قالب فيه العاملون لديك، صدّر قائمة
imports-template-workers-link = الأشخاص
imports-template-workers-after = . عدّل الملف ثم ارفعه هنا.

imports-pending = معاينات بانتظارك
imports-pending-uploaded = ، رُفع في
imports-pending-running = ، ما زال قيد الفحص

imports-history = سجل عمليات الاستيراد
imports-none = لا توجد عمليات استيراد بعد.
imports-column-file = الملف
imports-column-number = الاستيراد
imports-column-time = الوقت
imports-column-user = المستخدم
imports-column-action = الإجراء
imports-undone = تم التراجع
imports-undo = تراجع
imports-password-links-of = روابط كلمات المرور
imports-undo-number = عن الاستيراد { $number }
imports-undo-until = يمكنك التراجع عن عملية استيراد ما لم يتغير أحد عامليها مرة أخرى.

imports-heading-changing = جارٍ تعديل العاملين
imports-heading-action-stopped = توقف الإجراء
imports-heading-action-finished = انتهى الإجراء
imports-heading-checking = جارٍ فحص الملف
imports-heading-importing = جارٍ الاستيراد
imports-heading-unreadable = لا يمكن قراءة الملف
imports-heading-failed = فشل الاستيراد
imports-heading-columns = مطابقة الأعمدة
imports-heading-preview = معاينة الاستيراد
imports-heading-finished = انتهى الاستيراد
imports-heading-nothing = لم يُستورد شيء

imports-people = الأشخاص
imports-progress = التقدم
imports-progress-workers =
    { $count ->
        [zero] لا عاملين حتى الآن
        [one] عامل واحد حتى الآن
        [two] عاملان حتى الآن
        [few] { $count } عاملين حتى الآن
        [many] { $count } عاملًا حتى الآن
       *[other] { $count } عامل حتى الآن
    }
imports-progress-rows =
    { $count ->
        [zero] لا صفوف حتى الآن
        [one] صف واحد حتى الآن
        [two] صفان حتى الآن
        [few] { $count } صفوف حتى الآن
        [many] { $count } صفًا حتى الآن
       *[other] { $count } صف حتى الآن
    }
imports-progress-errors = ، منها { $count } فيها أخطاء
imports-progress-leave = . يمكنك مغادرة هذه الصفحة والعودة إليها.
imports-refresh = تحديث

imports-unreadable = لا يمكن قراءة الملف: { $reason }.
imports-action-stopped = توقف الإجراء: { $reason }.
imports-stopped = توقف الاستيراد: { $reason }.
imports-action-changed =
    { $count ->
        [zero] لم يُعدّل أي عامل قبل ذلك.
        [one] عُدّل عامل واحد قبل ذلك.
        [two] عُدّل عاملان قبل ذلك.
        [few] عُدّل { $count } عاملين قبل ذلك.
        [many] عُدّل { $count } عاملًا قبل ذلك.
       *[other] عُدّل { $count } عامل قبل ذلك.
    }
imports-nothing-changed-correct = لم يتغير شيء. صحّح الملف ثم ارفعه مرة أخرى.
imports-nothing-changed-again = لم يتغير شيء. ارفع الملف مرة أخرى.
imports-rows-imported =
    { $count ->
        [zero] لم يُستورد أي صف قبل ذلك. ارفع الملف مرة أخرى.
        [one] استُورد صف واحد قبل ذلك. ارفع الملف مرة أخرى: الصفوف المستوردة من قبل لا تتغير.
        [two] استُورد صفان قبل ذلك. ارفع الملف مرة أخرى: الصفوف المستوردة من قبل لا تتغير.
        [few] استُوردت { $count } صفوف قبل ذلك. ارفع الملف مرة أخرى: الصفوف المستوردة من قبل لا تتغير.
        [many] استُورد { $count } صفًا قبل ذلك. ارفع الملف مرة أخرى: الصفوف المستوردة من قبل لا تتغير.
       *[other] استُورد { $count } صف قبل ذلك. ارفع الملف مرة أخرى: الصفوف المستوردة من قبل لا تتغير.
    }
imports-upload-file = رفع ملف
imports-upload-another = رفع ملف آخر

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [zero] كل الأعمدة معروفة
        [one] عمود واحد غير معروف
        [two] عمودان غير معروفين
        [few] { $count } أعمدة غير معروفة
        [many] { $count } عمودًا غير معروف
       *[other] { $count } عمود غير معروف
    }
imports-columns-unknown-hint = اختر محتوى كل عمود. ستظهر المعاينة بعد ذلك، ولن يتغير شيء حتى تؤكد. للاحتفاظ بعمود كبيانات مخصصة، أضف حقلًا مخصصًا أولًا، ثم ارفع الملف مرة أخرى.
imports-columns-empty = لا توجد قيم في الصفوف الأولى.
imports-columns-values = القيم الأولى:
imports-columns-ignore = تجاهل هذا العمود
imports-columns-known = الأعمدة
imports-columns-fields = الحقول المخصصة
imports-columns-did-you-mean = هل تقصد { $column }؟
imports-columns-preview = عرض المعاينة
imports-columns-change = تغيير الأعمدة
imports-columns-same = العمود «{ $other }» هو { $column } أيضًا. تجاهل أحدهما
imports-columns-choose = اختر عمودًا أو تجاهله
imports-columns-no-identity = اختر العمود الذي يحتوي على أسماء المستخدمين، أو على المعرّفات (user_id).

imports-summary = الملخص
imports-errors = الأخطاء
imports-to-update = للتحديث
imports-to-create = للإنشاء
imports-updated = تم تحديثهم
imports-created = تم إنشاؤهم
imports-no-change = بلا تغيير

imports-no-valid-row = لا يمكن استيراد أي صف. صحّح الملف ثم ارفعه مرة أخرى.
imports-all-same = لا شيء للاستيراد: لدى كل العاملين هذه القيم من قبل.
imports-not-yet = لم يتغير شيء بعد.
imports-not-yet-errors = لاستيراد كل الصفوف، صحّح الأخطاء في الملف ثم ارفعه مرة أخرى.
imports-mode = طريقة الاستيراد
imports-mode-rows =
    { $count ->
        [1] استيراد الصف الصحيح
        [2] استيراد الصفين الصحيحين
        [few] استيراد { $count } صفوف صحيحة
        [many] استيراد { $count } صفًا صحيحًا
       *[other] استيراد { $count } صف صحيح
    }
imports-mode-rows-skip =
    { $count ->
        [one] ، وتجاوز الصف الذي فيه أخطاء
        [two] ، وتجاوز الصفين اللذين فيهما أخطاء
        [few] ، وتجاوز { $count } صفوف فيها أخطاء
        [many] ، وتجاوز { $count } صفًا فيها أخطاء
       *[other] ، وتجاوز { $count } صف فيها أخطاء
    }
imports-mode-atomic = الاستيراد فقط إذا كان كل صف صحيحًا
imports-execute =
    { $count ->
        [zero] استيراد { $count } عامل
        [one] استيراد عامل واحد
        [two] استيراد عاملَين
        [few] استيراد { $count } عاملين
        [many] استيراد { $count } عاملًا
       *[other] استيراد { $count } عامل
    }
imports-result =
    أُنشئ: { $created }، حُدّث: { $updated }، بلا تغيير: { $unchanged }{ $skipped ->
        [0] .
       *[other] ، تُجووز بسبب أخطاء: { $skipped }.
    }
imports-nothing-because =
    { $count ->
        [zero] لم يُستورد شيء. صحّح الملف ثم ارفعه مرة أخرى.
        [one] لم يُستورد شيء لأن في صف واحد أخطاء. صحّح الملف ثم ارفعه مرة أخرى.
        [two] لم يُستورد شيء لأن في صفين أخطاء. صحّح الملف ثم ارفعه مرة أخرى.
        [few] لم يُستورد شيء لأن في { $count } صفوف أخطاء. صحّح الملف ثم ارفعه مرة أخرى.
        [many] لم يُستورد شيء لأن في { $count } صفًا أخطاء. صحّح الملف ثم ارفعه مرة أخرى.
       *[other] لم يُستورد شيء لأن في { $count } صف أخطاء. صحّح الملف ثم ارفعه مرة أخرى.
    }
imports-slips = طباعة القسائم
imports-password-links =
    { $count ->
        [zero] روابط كلمات المرور للعاملين الجدد
        [one] رابط كلمة المرور للعامل الجديد
        [two] رابطا كلمتي المرور للعاملَين الجديدين
        [few] روابط كلمات المرور لـ { $count } عاملين جدد
        [many] روابط كلمات المرور لـ { $count } عاملًا جديدًا
       *[other] روابط كلمات المرور لـ { $count } عامل جديد
    }
imports-report = تنزيل التقرير
imports-error-rows = تنزيل الصفوف التي فيها أخطاء
imports-undo-action = التراجع عن الإجراء
imports-undo-import = التراجع عن الاستيراد
imports-view-people = عرض الأشخاص

imports-rows = الصفوف
imports-rows-filter = تصفية الصفوف
imports-rows-first =
    { $count ->
        [few] تظهر أول { $count } صفوف. يحتوي التقرير على كل الصفوف.
        [many] يظهر أول { $count } صفًا. يحتوي التقرير على كل الصفوف.
       *[other] يظهر أول { $count } صف. يحتوي التقرير على كل الصفوف.
    }
imports-rows-none = لا صفوف.
imports-row = الصف
imports-worker = العامل
imports-changes = التغييرات
imports-values = القيم
imports-empty = فارغ
imports-changes-to = تصبح
imports-changes-arrow = ←
imports-more = و{ $count } أخرى
imports-error-line = { $problem }؛ { $remedy }

imports-undo-title = هل تريد التراجع عن الاستيراد { $number }؟
imports-undo-word = تراجع
imports-undo-deletes =
    { $count ->
        [zero] لن يُحذف أي عامل أنشأه { $file }
        [one] سيُحذف عامل واحد أنشأه { $file }
        [two] سيُحذف عاملان أنشأهما { $file }
        [few] سيُحذف { $count } عاملين أنشأهم { $file }
        [many] سيُحذف { $count } عاملًا أنشأهم { $file }
       *[other] سيُحذف { $count } عامل أنشأهم { $file }
    }
imports-undo-restores =
    { $count ->
        [zero] لن تُستعاد قيم أي عامل
        [one] ستعود لعامل واحد معدّل قيمه السابقة وكلمة مروره السابقة
        [two] ستعود لعاملَين معدّلين قيمهما السابقة وكلمتا مرورهما السابقتان
        [few] ستعود لـ { $count } عاملين معدّلين قيمهم السابقة وكلمات مرورهم السابقة
        [many] ستعود لـ { $count } عاملًا معدّلًا قيمهم السابقة وكلمات مرورهم السابقة
       *[other] ستعود لـ { $count } عامل معدّل قيمهم السابقة وكلمات مرورهم السابقة
    }
imports-undo-one = { $effect }.
imports-undo-both = { $deletes }؛ { $restores }.
imports-undo-heading = التراجع عن الاستيراد { $number }
imports-undo-stopped = توقف التراجع: { $reason }. للمتابعة، تراجع عن الاستيراد مرة أخرى.
imports-undo-kept = لم يُتراجع عن هؤلاء العاملين لأنهم عُدّلوا في هذه الأثناء: { $names }.
imports-undo-gone =
    { $count ->
        [zero] لم يُحذف أي عامل في هذه الأثناء.
        [one] حُذف عامل واحد في هذه الأثناء.
        [two] حُذف عاملان في هذه الأثناء.
        [few] حُذف { $count } عاملين في هذه الأثناء.
        [many] حُذف { $count } عاملًا في هذه الأثناء.
       *[other] حُذف { $count } عامل في هذه الأثناء.
    }
imports-undo-part = تم التراجع عن { $done } من { $total }

imports-note-other-sheets = لم تُقرأ الأوراق الأخرى في المصنف: { $names }.
imports-note-ignored-columns = الأعمدة المتجاهلة: { $names }.
imports-note-windows-1252 = الملف ليس بترميز UTF-8 وقُرئ بترميز Windows-1252: تحقق من الحروف الخاصة، أو احفظه بصيغة «CSV UTF-8».
imports-note-groups-created = المجموعات التي أُنشئت: { $names }.
imports-note-groups-changed = المجموعات التي عُدّلت: { $names }.
imports-note-groups-would-create = المجموعات التي ستُنشأ: { $names }.
imports-note-groups-would-change = المجموعات التي ستُعدّل: { $names }.

imports-reason-busy = كان الخادم مشغولًا جدًا
imports-reason-server = خطأ في الخادم؛ التفاصيل في سجل الخادم
imports-reason-report = تعذرت كتابة التقرير؛ التفاصيل في سجل الخادم
imports-reason-too-large = يحتوي الجدول على أكثر من { $megabytes } ميغابايت. قسّمه، أو استخدم `roster import`
imports-reason-file = لا يمكن قراءة الملف أو كتابته
imports-reason-unknown-columns = عمود غير معروف { $columns }: صحّح الاسم، أو ابدأه بـ «data: » لحقل مخصص
imports-reason-column = «{ $name }»
imports-reason-column-similar = «{ $name }» (هل تقصد «{ $similar }»؟)
imports-reason-repeated-column = العمود «{ $name }» مكرر: أزل أحدهما
imports-reason-same-column = العمودان '{ $other }' و'{ $name }' كلاهما '{ $column }': أزل أحدهما
imports-reason-no-identity = ليس في الجدول عمود «username» ولا عمود «user_id»: أضف أحدهما
imports-reason-empty = الجدول فارغ: يجب أن يسمّي صفه الأول الأعمدة
imports-reason-exported-row = صف «{ $username }» أكبر من 4 ميبيبايت التي يقبلها الاستيراد: أزل بعض بياناته المخصصة
imports-reason-does-not-fit = { $reason }: صدّر بصيغة jsonl بدلًا من ذلك
imports-misfit-rows = تتسع ورقة العمل لـ 1,048,575 عاملًا على الأكثر
imports-misfit-columns = يمكن أن يحتوي الجدول على { $most } عمودًا على الأكثر
imports-misfit-size = سيكون المصنف أكبر مما يقبله الاستيراد
imports-misfit-text = إحدى قيم «{ $column }» أطول من { $most } حرفًا
imports-misfit-value = لدى أحد العمال قيمة بلا عمود، انظر `roster check`
imports-misfit-row = لا يمكن كتابة أحد الصفوف
imports-misfit-workbook = لا يمكن كتابة المصنف ({ $reason })
imports-reason-too-many-columns = في الصف { $row } أعمدة أكثر من الحد الأقصى { $most }
imports-reason-too-many-rows = في الجدول أكثر من { $most } صف: قسّمه
imports-reason-row-too-long = الصف { $row } أطول من 4 ميبيبايت: تحقق من وجود علامة اقتباس ختامية ناقصة
imports-reason-unclosed-quote = علامة الاقتباس التي تفتح خلية في الصف { $row } لا تُغلق: أغلقها، وضاعف علامات الاقتباس داخل الخلية
imports-reason-text-after-quote = في الصف { $row } نص بعد علامة اقتباس ختامية: ضاعف علامات الاقتباس داخل الخلية
imports-reason-not-utf-8 = الصف { $row } ليس بترميز UTF-8: احفظ الملف بصيغة «CSV UTF-8»
imports-reason-damaged = الملف تالف أو ناقص عند الصف { $row }: احفظه أو ارفعه مرة أخرى

imports-remedy-enter = أدخل قيمة
imports-remedy-email = اكتب عنوانًا واحدًا مثل ada@example.org، أو اتركه فارغًا
imports-remedy-phone = اكتب أرقامًا، مع علامة + واحدة على الأكثر في البداية، أو اتركه فارغًا
imports-remedy-true-or-false = اكتب true أو false
imports-remedy-username = استخدم الحروف والأرقام و . _ + - فقط
imports-remedy-host = أزل @ وكل ما بعدها
imports-remedy-other-username = اختر اسم مستخدم آخر؛ أسماء العاملين المحذوفين تبقى محجوزة
imports-remedy-no-id = اترك user_id فارغًا لإنشاء عامل جديد
imports-remedy-present = اكتب القيمة الحالية، أو أزل العمود
imports-remedy-group = أنشئ المجموعة أولًا، أو صحّح اسمها
imports-remedy-location = أنشئ الموقع أولًا، أو صحّح رمزه
imports-remedy-role = يعرض `roster role list` الأدوار
imports-remedy-profile = يعرض `roster profile list` ملفات التعريف
imports-remedy-controlled = أفرغ الخلية؛ ملف التعريف أو الخادم يحدد هذه القيمة
imports-remedy-password = اختر كلمة مرور أخرى، أو اكتب **** للاحتفاظ بالحالية
imports-remedy-shorten = اختصر القيمة
imports-remedy-null = أزل المحرف U+0000
imports-remedy-correct = صحّح الصف

imports-reason-not-workbook = الملف ليس مصنفًا: { $remedy }
imports-reason-not-csv = الملف ليس CSV: { $remedy }
imports-reason-not-readable = الملف غير قابل للقراءة: { $remedy }
imports-reason-not-complete = الملف غير مكتمل: { $remedy }
imports-reason-too-large-workbook = المصنف كبير جدًا: { $limit }

imports-file-save-again = قد يكون ناقصًا أو بامتداد خاطئ؛ احفظه أو ارفعه مرة أخرى
imports-file-password = المصنف محمي بكلمة مرور؛ احفظه بدونها
imports-file-binary = هذا مصنف ثنائي (.xlsb)؛ احفظه بصيغة .xlsx
imports-file-document = هذا مستند نصي؛ انسخ جدوله إلى جدول بيانات
imports-file-pdf = هذا ملف PDF؛ انسخ جدوله إلى جدول بيانات
imports-file-numbers = هذا جدول بيانات من Numbers؛ صدّره بصيغة .xlsx أو .csv
imports-file-zip = هذا أرشيف zip؛ فك ضغطه
imports-file-gzip = هذا أرشيف gzip؛ فك ضغطه
imports-file-rename-ods = هذا مصنف؛ غيّر امتداده إلى .ods
imports-file-rename-or-unpack = هذا مصنف أو أرشيف؛ غيّر امتداده إلى .xlsx أو فك ضغطه
imports-file-rename-xls = هذا مصنف؛ غيّر امتداده إلى .xls
imports-file-rename-jsonl = هذا ملف JSON؛ غيّر امتداده إلى .jsonl
imports-file-rename-csv = هذا ملف نصي؛ غيّر امتداده إلى .csv
imports-file-xml = هذا جدول بيانات XML من Excel 2003؛ افتحه في برنامج جداول واحفظه بصيغة .xlsx
imports-file-flat = هذا ملف OpenDocument مسطح؛ احفظه بصيغة .ods أو .xlsx
imports-file-html = هذه صفحة ويب (HTML)؛ افتحها في برنامج جداول واحفظها بصيغة .xlsx
imports-file-values = ليست للصيغة قيمة محفوظة؛ افتح المصنف في برنامج جداول واحفظه ثم ارفعه مرة أخرى
imports-file-error-values = تعرض إحدى الخلايا خطأ من جدول البيانات، مثل #ERROR! أو #SPILL! أو #CALC!؛ صحّحه واحفظ المصنف مرة أخرى

imports-limit-files = يحتوي على ملفات كثيرة جدًا
imports-limit-cell = إحدى الخلايا أطول من 1 ميبيبايت
imports-limit-data = بياناته غير المضغوطة تتجاوز حد جدول العاملين
imports-limit-xls = احفظه بصيغة .xlsx
imports-limit-merged = فيه خلايا مدمجة كثيرة جدًا
imports-limit-repeated = خلاياه المكررة تتجاوز الحد
