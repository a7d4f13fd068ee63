# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = تسجيل الدخول
account-session-ended = انتهت جلستك. سجّل الدخول للمتابعة. تم الاحتفاظ بما أدخلته، ما عدا كلمات المرور.
account-provider-away = { $name } لا يستجيب حاليًا.
account-provider-away-password = يمكنك تسجيل الدخول بكلمة المرور.
account-sign-in-with = تسجيل الدخول باستخدام { $name }
account-forgot-before = هل نسيت كلمة المرور؟ اطلب من الشخص الذي يدير هذا الخادم تشغيل
account-programs-before = تستخدم البرامج
account-code-title = أدخل الرمز
account-code-hint = أدخل الرمز المكوّن من 6 أرقام من تطبيق المصادقة. إن لم يتوفر التطبيق، أدخل رمز استرداد.
account-code = الرمز
account-back-to-sign-in = العودة إلى تسجيل الدخول
account-resumed-title = تم تسجيل دخولك مرة أخرى
account-wrong-password = البريد الإلكتروني أو كلمة المرور غير صحيحة.
account-wrong-code = الرمز غير صحيح أو منتهي الصلاحية. يعمل كل رمز مرة واحدة. انتظر الرمز التالي.
account-timed-out = انتهت مهلة تسجيل الدخول. أدخل كلمة المرور مرة أخرى.
account-passwords-off = كلمات المرور غير مفعّلة على هذا الخادم. استخدم الزر أدناه.
account-oidc-expired = انتهت صلاحية عملية تسجيل الدخول هذه، أو بدأها متصفح أو تبويب آخر. سجّل الدخول مرة أخرى.
account-oidc-refused = لم يسجّل { $name } دخولك ({ $error }). حاول مرة أخرى.
account-oidc-email-not-verified = لم يتحقق { $name } من بريدك الإلكتروني، لذلك لا يمكن العثور على حسابك. تحقق من البريد هناك، ثم سجّل الدخول مرة أخرى.
account-oidc-other-identity = الحساب { $email } مرتبط بحساب آخر لدى { $name }. سجّل الدخول بذلك الحساب، أو اطلب من الشخص الذي يدير هذا الخادم تشغيل: roster web-user unlink { $email }
account-oidc-no-account = لا يوجد حساب باسم { $email } هنا. اطلب دعوة من أحد مسؤولي نطاقك.
account-oidc-deactivated = حسابك غير نشط. تواصل مع أحد مسؤولي نطاقك.
account-oidc-away-password = { $name } لا يستجيب. سجّل الدخول بكلمة المرور، أو حاول لاحقًا.
account-oidc-away = { $name } لا يستجيب. حاول لاحقًا.
account-oidc-invalid = رد { $name } غير صالح. سجّل الدخول مرة أخرى. إذا استمر الخطأ، فتواصل مع الشخص الذي يدير هذا الخادم.
account-oidc-not-allowed = لا يُسمح لحسابك لدى { $name } بتسجيل الدخول هنا. استخدم حساب مؤسستك، أو تواصل مع الشخص الذي يدير هذا الخادم.

# Passwords.
account-current-password = كلمة المرور الحالية
account-new-password = كلمة المرور الجديدة
account-repeat-password = كرّر كلمة المرور
account-password-hint = 8 أحرف على الأقل. من السهل تذكّر عدة كلمات ومن الصعب تخمينها.
account-passwords-differ = كلمتا المرور غير متطابقتين
account-link-expired = انتهت صلاحية هذا الرابط

# A worker's password link.
account-set-title = تعيين كلمة المرور
account-set-username = اسم المستخدم الخاص بك هو
account-set-hint = اختر كلمة مرور يصعب تخمينها. تذكّر عدة كلمات أسهل من تذكّر الأرقام والرموز.
account-set-button = تعيين كلمة المرور
account-set-done-title = تم تعيين كلمة المرور
account-set-done-before = سجّل الدخول على جهازك باسم
account-set-done-after = بكلمة المرور الجديدة. لن يعمل الرابط مرة أخرى.
account-set-expired-hint = يعمل الرابط مرة واحدة، إلى أن تنتهي صلاحيته، وفقط إلى أن يُرسل رابط أحدث. اطلب رابطًا جديدًا من المرسل.

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = قسائم كلمات المرور
account-slips-count =
    { $count ->
        [zero] لا قسائم
        [one] قسيمة واحدة
        [two] قسيمتان
        [few] { $count } قسائم
        [many] { $count } قسيمة
       *[other] { $count } قسيمة
    }
account-slips-hint = اطبع القسائم الآن، وسلّم كل قسيمة إلى صاحبها فقط: كل من لديه رابط يمكنه تعيين كلمة المرور.
account-slips-back = رجوع
account-slip-valid-until = صالح حتى
account-slip-instruction = امسح الرمز أو افتح الرابط في متصفح، واختر كلمة المرور الخاصة بك. يعمل الرابط مرة واحدة.
account-slip-qr = رمز QR للرابط

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = الانضمام إلى { $domain }
account-join-invited-before = أنت مدعو إلى النطاق
account-join-invited-as = باسم
account-join-invited-role = ، بالدور { $role }.
account-join-sign-in-known = إذا كان لديك حساب على هذا الخادم، فسجّل الدخول للقبول.
account-join-sign-in = سجّل الدخول للقبول.
account-join-other = أنت مسجّل الدخول باسم { $user }. سجّل الخروج، ثم افتح الرابط مرة أخرى.
account-join-needs-password = قد يعرف شخص آخر كلمة مرورك. اختر كلمة جديدة تفتح جميع نطاقاتك.
account-join-new-account = إنشاء حساب جديد
account-join-create = إنشاء الحساب
account-join-expired-hint = تعمل الدعوة مرة واحدة، لمدة 7 أيام، وفقط إلى أن تُرسل دعوة أحدث. اطلب رابطًا جديدًا من المرسل.

# The choice of a domain.
account-domains-title = النطاقات
account-domains-first-password-before = اختيرت كلمة مرورك نيابةً عنك. غيّرها في
account-domains-first-password-link = صفحة حسابك
account-domains-first-password-after = : حتى ذلك الحين تفتح نطاقًا واحدًا فقط.
account-domains-invited = أنت مدعو إلى
account-domains-join = انضمام
account-domains-none = ليس لديك وصول إلى أي نطاق بعد. اطلب من الشخص الذي يدير هذا الخادم تشغيل
account-domains-choose = اختر نطاقًا.

# The account page.
account-title = الحساب
account-your-domains = نطاقاتك
account-change-password = تغيير كلمة المرور
account-language-browser = لغة المتصفح
account-language-hint = لجميع متصفحاتك. عند تسجيل الخروج تُستخدم لغة المتصفح.
account-factor = المصادقة الثنائية
account-factor-since = منذ
account-factor-codes-left = رموز الاسترداد المتبقية: { $count }.
account-factor-code = رمز من التطبيق، أو رمز استرداد
account-factor-renew = إنشاء رموز استرداد جديدة
account-factor-turn-off = إيقاف
account-factor-turn-on = تفعيل
account-factor-other-app = إعداد تطبيق آخر
account-factor-change = تغيير
account-factor-off-hint = مع المصادقة الثنائية، يتطلب تسجيل الدخول كلمة المرور ورمزًا من تطبيق على هاتفك.
account-factor-set-up = إعداد
account-factor-title = إعداد المصادقة الثنائية
account-factor-install = ثبّت تطبيق مصادقة على هاتفك إن لم يكن لديك واحد.
account-factor-scan = امسح رمز QR هذا بالتطبيق:
account-factor-qr = رمز QR يحتوي على المفتاح أدناه
account-factor-key = أو أدخل هذا المفتاح:
account-factor-enter-code = أدخل الرمز المكوّن من 6 أرقام من التطبيق
account-codes-title = رموز الاسترداد
account-codes-hint = استخدم رمز استرداد لتسجيل الدخول عندما لا يكون هاتفك معك. يعمل كل رمز مرة واحدة.
account-codes-save = احفظها الآن: لن تتمكن من رؤيتها مرة أخرى.
account-confirm-title = تأكيد كلمة المرور
account-confirm-hint = أدخل كلمة المرور مرة أخرى لتغيير أمان حسابك. يسري ذلك لمدة 10 دقائق.
account-confirm = تأكيد
account-sessions = الجلسات النشطة
account-sessions-browser = المتصفح
account-sessions-address = عنوان IP
account-sessions-signed-in = تسجيل الدخول
account-sessions-last-used = آخر استخدام
account-sessions-current = هذه الجلسة
account-sessions-end = إنهاء
account-sessions-end-which = الجلسة: { $browser }، { $address }
account-sessions-end-others = إنهاء جميع الجلسات الأخرى
account-browser-on = { $browser } على { $system }
account-browser-unknown = متصفح غير معروف
account-throttled-seconds =
    { $count ->
        [one] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد ثانية.
        [two] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد ثانيتين.
        [few] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد { $count } ثوانٍ.
       *[other] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد { $count } ثانية.
    }
account-throttled-minutes =
    { $count ->
        [one] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد دقيقة.
        [two] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد دقيقتين.
        [few] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد { $count } دقائق.
       *[other] محاولات فاشلة كثيرة جدًا. حاول مرة أخرى بعد { $count } دقيقة.
    }
