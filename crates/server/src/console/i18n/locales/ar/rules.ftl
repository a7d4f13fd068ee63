# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = يجب أن تختلف كلمة المرور عن الحالية
rules-wrong-password = هذه ليست كلمة المرور الحالية
rules-offer-expired = انتهت صلاحية العرض: ابدأ من جديد
rules-wrong-code = هذا ليس الرمز الحالي للتطبيق، أو سبق استخدامه
rules-has-account = لهذا العنوان حساب: سجّل الدخول لقبول الدعوة
rules-check-input = سجّلت الدخول من جديد، وما أدخلته موجود أدناه. لم يُحفظ شيء بعد: راجعه ثم أرسله
rules-no-such-worker = هذا العامل غير موجود
rules-worker-deactivated = العامل غير نشط: أعد تنشيط الحساب أولًا
rules-changed-again = تغيّر هذا الحقل مرة أخرى بعد ذلك
rules-no-earlier-values = القيم السابقة غير محفوظة
rules-gone =
    { $count ->
        [one] لم يعد { $names } موجودًا
       *[other] لم تعد موجودة: { $names }
    }
rules-invalid-setting = القيمة «{ $value }» غير صالحة: يجب إدخال { $expected }
rules-setting =
    { $kind ->
        [flag] ⁦true⁩ أو ⁦false⁩
        [wire] ⁦documented⁩ أو ⁦live⁩
        [requests] عدد صحيح من الطلبات في الدقيقة، أو 0 بلا حد
        [data] عدد من البايتات من 1024 إلى 1048576
        [bytes] عدد صحيح من البايتات، أو 0 بلا حد
        [host] اسم مضيف، مثل ⁦commcarehq.org⁩
        [cases] عنوان URL يبدأ بـ ⁦https://⁩ أو ⁦http://⁩ دون متغيرات غير ⁦{"{domain}"}⁩ و⁦{"{user_id}"}⁩ و⁦{"{username}"}⁩
       *[days] عدد صحيح من الأيام، أو 0 للأبد
    }
rules-time-zone = «{ $value }» ليست منطقة زمنية؛ استخدم اسمًا مثل ⁦Africa/Nairobi⁩
rules-time-zone-similar = «{ $value }» ليست منطقة زمنية؛ هل تقصد { $similar }؟
rules-or = { $one } أو { $other }
rules-parent-deactivated = الموقع الأعلى غير نشط: أعد تنشيطه أولًا
rules-too-many-assigned = أكثر من { $most } عاملًا معيّنون في هذا الموقع أو في مواقعه الفرعية: عيّن لهم موقعًا آخر أولًا
rules-repeated-location = يوجد صف سابق للموقع نفسه
rules-level-in-use = لا يمكن تغييره ما دامت هناك مواقع من هذا المستوى
rules-one-choice = اختر قيمة واحدة
rules-pattern = القيمة لا تطابق النمط { $value }
rules-too-many-fields = سيصبح في النطاق أكثر من { $most } حقلًا مخصصًا
rules-needs-choices = أدخل خيارًا واحدًا على الأقل، خيار في كل سطر
rules-not-a-regex = هذا ليس تعبيرًا نمطيًا: { $value }
rules-position = يجب أن تكون القيمة عددًا صحيحًا من 0 إلى 9999
rules-slug = لا يجوز أن يحتوي «{ $value }» إلا على أحرف وأرقام و«_» و«-»
rules-field-of-profiles = تحدد ملفات التعريف هذه قيمة الحقل؛ احذفها أولًا: { $names }
rules-profile-in-use = لدى بعض العمال ملف التعريف هذا: عيّن لهم ملفًا آخر أولًا
rules-role-more-rights = للدور صلاحيات ليست لديك
rules-role-name-in-use = لا يمكن تغيير الاسم ما دام لدى عمال هذا الدور
rules-role-in-use = الدور مستخدم: أعطِ أصحابه دورًا آخر أولًا
rules-not-in-future = يجب أن يكون التاريخ في المستقبل
rules-key-per-domain = أنشئ مفتاحًا لكل نطاق
rules-first-password = غيّر كلمة مرورك الأولى قبل إنشاء مفتاح لجميع النطاقات
rules-role-needs-domain = يتطلب الدور نطاقًا: ينتمي كل دور إلى نطاق واحد
rules-day = اكتب الشهر بصيغة 03-2027، أو اليوم بصيغة 2027-03-31
rules-repeated-worker = في الصف { $row } العامل نفسه: احذف أحد الصفين
rules-other-domain = يجب أن تكون القيمة «{ $value }»، وهي نطاق الاستيراد
rules-unconfirmed-active = لا يمكن أن يكون الحساب غير المؤكد نشطًا
rules-error-text = هذا خطأ من جدول البيانات؛ صحّحه
rules-cell =
    { $problem ->
        [error] تعرض الخلية خطأ من جدول البيانات؛ صحّحه
        [date] للخلية تنسيق تاريخ دون تاريخ؛ صحّحها
        [digits] في الرقم خانات أكثر مما تتسع له خلية رقمية؛ نسّق العمود كنص وأدخل القيمة من جديد
        [formula] ليس للصيغة قيمة محفوظة؛ افتح المصنف في برنامج جداول واحفظه وارفعه من جديد
       *[merged] خلايا من عدة أعمدة مدمجة
    }
rules-no-header = توجد خلية بلا عنوان عمود
rules-cell-count = في الصف { $found } خلية، وفي صف العناوين { $expected }؛ ربما كان الملف ناقصًا، أو تنقص علامة اقتباس
rules-not-an-object = الصف ليس كائن JSON؛ ربما كان الملف ناقصًا
rules-column-per-field = يلزم عمود خاص لكل حقل مخصص: «⁦data: field⁩»
rules-unsupported = هذا العمود غير مدعوم؛ اتركه فارغًا
rules-group-row = الصف { $row } من الورقة «groups»: { $problem }
rules-group-name-taken = لمجموعة أخرى الاسم «{ $value }»
rules-not-flag = ‏«{ $value }» ليست true ولا false
rules-group-without-name = توجد مجموعة بلا اسم
rules-group-id = المعرّف طويل جدًا
rules-too-many-groups = يوجد أكثر من { $most } مجموعة
rules-cannot-undo = لا يمكن التراجع عن الاستيراد: { $reason }
rules-undo-undone = سبق التراجع عنه
rules-undo-changed = تغيّر هؤلاء العمال بعد ذلك: { $names }
rules-undo-submitted = أرسل عمال أنشأهم نماذجَ بعد ذلك
rules-undo-deleted = حُذف بعض عماله بعد ذلك
rules-too-many-webhooks = في النطاق { $most } خطافًا بالفعل، وهو الحد الأقصى
rules-payload-without-people = يجب أن تشمل تغييرات الأشخاص: فالمحتوى «commcare» ليس فيه غيرها
rules-unknown-kind = «{ $value }» ليس نوعًا من التغييرات: استخدم * أو سجلًا مثل ⁦person.*⁩ أو نوعًا مثل ⁦person.created⁩
rules-nothing-waiting = لا يوجد تغيير في الانتظار
rules-unknown-change = يجب إدخال رقم تغيير من 0 إلى { $last }
rules-change-or-cursor = يجب إدخال رقم تغيير أو مؤشر موضع
rules-nothing-to-test = لا يوجد في النطاق عامل نشط لإرساله كاختبار
rules-not-a-url = يجب إدخال عنوان URL، مثل ⁦https://example.org/roster⁩
rules-not-https = يجب أن يبدأ العنوان بـ ⁦https://⁩
rules-http-not-listed = يجب أن يبدأ العنوان بـ ⁦https://⁩؛ ولا يُسمح بـ ⁦http://⁩ إلا للشبكات التي يدرجها المشغّل في ⁦webhook_networks⁩
rules-url-credentials = يجب ألا يحتوي العنوان على اسم مستخدم أو كلمة مرور
rules-url-fragment = يجب ألا يحتوي العنوان على جزء (#)
rules-address-refused = { $address } هو { $kind }، ولا يدرجه webhook_networks
rules-address-kind =
    { $kind ->
        [metadata] عنوان البيانات الوصفية لموفري السحابة
        [provider] عنوان البيانات الوصفية لأحد موفري السحابة
        [unspecified] عنوان غير محدد
        [private] عنوان خاص
        [loopback] عنوان استرجاع
        [link] عنوان وصلة محلية
        [reserved] عنوان محجوز
        [documentation] عنوان للتوثيق
        [multicast] عنوان بث متعدد
       *[tls] عنوان يتطلب ⁦https://⁩
    }
rules-of-host = { $host }: { $problem }
