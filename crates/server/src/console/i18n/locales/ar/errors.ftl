# What ends a sentence.
errors-full-stop = .

# Problems of fields. They follow the name of a column or become a sentence below an input, which then
# begins with a capital letter. In English some lack their subject, which the code adds.
errors-required-field = هذا الحقل مطلوب
errors-required = هذا الحقل مطلوب
errors-empty = يجب ألا تكون القيمة فارغة
errors-use-at-most = الحد الأقصى لعدد الأحرف هو { $most }
errors-too-long = يجب ألا يزيد عدد أحرف القيمة على { $most }
errors-unstorable = يجب ألا تحتوي القيمة على الحرف U+0000
errors-whole-number = يجب أن تكون القيمة عددًا صحيحًا
errors-number = يجب أن تكون القيمة عددًا
errors-text = يجب أن تكون القيمة نصًا
errors-true-or-false = يجب أن تكون القيمة ⁦true⁩ أو ⁦false⁩
errors-json-object = يجب أن تكون القيمة كائن JSON
errors-not-of-type =
    { $type ->
        [integer] يجب أن تكون القيمة عددًا صحيحًا
        [float] يجب أن تكون القيمة عددًا
        [boolean] يجب أن تكون القيمة صحيحة أو خاطئة
        [date] يجب أن تكون القيمة تاريخًا
        [datetime] يجب أن تكون القيمة تاريخًا مع الوقت
        [fixed] يجب أن تكون القيمة أحد الخيارات
        [json] يجب أن تكون القيمة بصيغة JSON
       *[other] يجب أن تكون القيمة نصًا
    }
errors-unknown-choice = «{ $value }» ليست من القيم المسموح بها
errors-not-editable = هذا الحقل غير معروف أو للقراءة فقط
errors-taken = «{ $value }» مستخدم بالفعل
errors-unknown = «{ $value }» غير موجود
errors-domain-name = يجب أن يتكون الاسم من 1 إلى 63 حرفًا من ⁦a-z⁩ و⁦0-9⁩ و«-»، وألا يبدأ بالعلامة «-»؛ مثل «⁦north-2026⁩»
errors-email = «{ $value }» ليس عنوان بريد إلكتروني
errors-phone = «{ $value }» ليس رقم هاتف: { $cause }
errors-phone-characters = استخدم أرقامًا، مع المسافات و«-» و«.» والأقواس فواصلَ بينها
errors-phone-length = يجب أن يتكون من 1 إلى 20 رقمًا
errors-phone-negative = يبدأ بعلامة ناقص
errors-phone-decimals = يحتوي على كسور عشرية: نسّق العمود كنص
errors-phone-exponent = مكتوب بالترميز العلمي: نسّق العمود كنص
errors-phone-several = يحتوي على رقمين: استخدم عمودًا لكل منهما
errors-phone-trunk-zero = احذف «⁦(0)⁩» بعد رمز البلد
errors-username-not-email = «{ $value }» ليس عنوان بريد إلكتروني صالحًا
errors-username-special = يجب ألا يحتوي «{ $local }» في «{ $full }» على أحرف خاصة
errors-username-host = ينتهي اسم المستخدم بـ «⁦@{ $got }⁩» ويجب أن ينتهي بـ «⁦@{ $expected }⁩»
errors-username-taken = «{ $value }» مستخدم بالفعل أو محجوز
errors-password-or-connect = يلزم إدخال كلمة مرور أو connect_username
errors-password-weak = كلمة المرور ضعيفة جدًا؛ اجعلها أطول أو أقل شبهًا بكلمة شائعة
errors-password-too-long = يجب ألا تزيد كلمة المرور على 1024 بايت
errors-confirmation-email = يلزم عنوان بريد إلكتروني لإرسال رسالة التأكيد
errors-confirmation-password = يجب عدم تحديد كلمة المرور: يختارها صاحب الحساب عند التأكيد
errors-confirmation-not-required = يتطلب هذا الحقل أيضًا require_account_confirmation
errors-already-confirmed = تم تأكيد الحساب بالفعل
errors-unknown-groups = مجموعات غير معروفة: { $names }
errors-unknown-users = مستخدمون غير معروفين: { $names }
errors-unknown-locations = مواقع غير معروفة: { $names }
errors-and-more = { $names } و{ $count } غيرها
errors-unknown-role = الدور «{ $name }» غير موجود
errors-unknown-profile = ملف التعريف غير موجود
errors-profile-conflict = يتعارض ملف التعريف مع بيانات موجودة
errors-controlled = لا يمكن تعيين «{ $key }» مباشرة
errors-locations-together = يجب تعيين primary_location وlocations معًا
errors-primary-not-among = يجب أن يكون الموقع الرئيسي أحد المواقع
errors-location-incomplete = يحتاج الموقع الجديد إلى اسم ومستوى تنظيمي
errors-location-type-required = المستوى التنظيمي مطلوب
errors-unknown-parent = الموقع الأعلى غير موجود
errors-parent-childless = لا يمكن أن تكون للموقع الأعلى مواقع فرعية
errors-parent-of-other-type = لا يمكن أن تكون للموقع الأعلى مواقع فرعية من هذا المستوى
errors-sibling-name = يوجد موقع بالاسم نفسه تحت الموقع الأعلى نفسه
errors-site-code = يجب ألا يحتوي الرمز إلا على حروف وأرقام و«-» و«_»
errors-site-code-taken = يستخدم موقع آخر هذا الرمز
errors-unknown-location-type = المستوى التنظيمي «{ $name }» غير موجود
errors-type-not-for-parent = المستوى التنظيمي غير صالح للموقع الأعلى
errors-type-with-children = لا يمكن تغيير مستوى موقع له مواقع فرعية
errors-circular = سيصبح العنصر داخل نفسه
errors-of-site = { $problem } (رمز الموقع { $code })
errors-of-field = { $label }: { $problem }
errors-unknown-field = لا يوجد حقل مخصص «{ $key }»
errors-unknown-field-similar = لا يوجد حقل مخصص «{ $key }»؛ هل تقصد «{ $similar }»؟
errors-degrees = «{ $value }» ليس عدد درجات بين ⁦-{ $limit }⁩ و{ $limit }
errors-merge-username = لا يمكن دمج عامل في شخص آخر: سيُفقد اسم المستخدم
errors-standard-field = هذا هو الحقل القياسي «{ $name }» وليس سمة مخصصة
errors-too-many-items = يجب ألا يزيد عدد العناصر على { $most }
errors-too-many-bytes = يجب ألا يزيد حجم القيمة بصيغة JSON على { $limit } بايت (حجمها { $size })
errors-too-many-words = يجب ألا يزيد عدد الكلمات المختلفة على { $most }
errors-too-many-conditions = يجب ألا يزيد عدد الشروط على { $most }

# Errors of forms as a whole.
errors-conflict = غيّر مستخدم آخر هذا بعد أن فتحت النموذج، ولذلك لم يُحفظ شيء. ما أدخلته موجود أدناه. لحفظه على أي حال، اضغط على حفظ مرة أخرى
errors-outside-locations = يمكنك إضافة عاملين في مواقعك فقط. اختر واحدًا منها على الأقل، ولا تختر غيرها.
errors-last-admin = هذا آخر مسؤول نشط في النطاق «{ $domain }»: عيّن عضوًا آخر مسؤولًا أولًا

# Error pages: the title and the advice for a status.
errors-title-forbidden = غير مسموح
errors-hint-forbidden = اطلب الوصول من أحد مسؤولي النطاق.
errors-title-not-found = غير موجود
errors-hint-not-found = حُذف السجل، أو العنوان غير صحيح.
errors-title-not-now = غير ممكن الآن
errors-hint-not-now = ارجع واتبع الإرشاد أعلاه.
errors-title-too-many = محاولات كثيرة جدًا
errors-hint-too-many = انتظر لحظة ثم حاول مرة أخرى.
errors-title-busy = الخادم مشغول
errors-hint-busy = حاول مرة أخرى بعد بضع ثوانٍ.
errors-title-server = خطأ في الخادم
errors-hint-server = حاول مرة أخرى. إذا استمر الخطأ، فاتصل بالشخص الذي يدير الخادم.
errors-title-failed = فشل الطلب
errors-hint-failed = ارجع وحاول مرة أخرى.

# Error pages: what is wrong. A text without a full stop becomes a sentence, as above.
errors-in-log = التفاصيل في سجل الخادم، تحت معرّف الطلب أدناه.
errors-need-permission = تحتاج إلى الإذن { $permission }.
errors-not-found =
    { $what ->
        [group] المجموعة غير موجودة
        [location] الموقع غير موجود
        [person] الشخص غير موجود
        [worker] العامل غير موجود
        [user] المستخدم غير موجود
        [role] الدور غير موجود
        [webhook] خطاف الويب غير موجود
        [profile] ملف التعريف غير موجود
        [field] الحقل غير موجود
        [import] الاستيراد غير موجود
        [table] الملف غير موجود
        [invitation] الدعوة غير موجودة
        [link] الرابط غير موجود
        [change] التغيير غير موجود
       *[other] العنصر غير موجود
    }
errors-denied-not-a-member = غير مسموح: لست عضوًا في هذا المشروع
errors-denied-outside-locations = غير مسموح: العامل خارج مواقعك.
errors-denied-more-rights = غير مسموح: لدى هذا العضو أذونات ليست لديك
errors-denied-not-operator = غير مسموح: هذا لمشغّلي الخادم: الأمر `roster web-user operator EMAIL` يجعل مستخدم ويب مشغّلًا
errors-denied-quota = غير مسموح: ستتجاوز سجلات هذا المشروع حصته البالغة { $bytes } بايت: احذف بعضها، أو اطلب حصة أكبر من مشغّل الخادم
errors-denied-password-not-confirmed = غير مسموح: أدخل كلمة مرورك مرة أخرى أولًا
errors-changed-since-read = تغيّر العنصر منذ قراءته؛ أعد تحميله
errors-throttled = طلبات كثيرة جدًا؛ حاول مرة أخرى بعد { $seconds } ث
errors-concurrent = تعارض مع تغيير متزامن؛ حاول مرة أخرى
errors-unavailable = الدليل غير متاح مؤقتًا؛ حاول مرة أخرى لاحقًا
errors-no-route = لا يوجد مورد في هذا العنوان.
errors-method = الطريقة غير مسموح بها. المسموح: { $allowed }.
errors-body-broken = تتعذر قراءة المحتوى.
errors-body-too-large = المحتوى كبير جدًا.
errors-body-too-slow = أُرسل المحتوى ببطء شديد.
errors-uri-too-long = العنوان طويل جدًا.
errors-form-expired = انتهت صلاحية هذا النموذج. أعد تحميل الصفحة وحاول مرة أخرى.
