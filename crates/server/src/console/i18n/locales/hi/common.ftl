# Words that every area uses.
common-save = सहेजें
common-cancel = रद्द करें
common-delete = हटाएँ
common-edit = संपादित करें
common-add = जोड़ें
common-search = खोजें
common-apply = लागू करें
common-done = हो गया
common-copy = कॉपी करें
common-copied = कॉपी किया गया
common-print = प्रिंट करें
common-name = नाम
common-username = उपयोगकर्ता नाम
common-password = पासवर्ड
common-email = ईमेल पता
common-details = विवरण
common-action = कार्रवाई
common-status = स्थिति
common-domain = डोमेन
common-yes = हाँ
common-no = नहीं
common-any = कोई भी
common-none = कोई नहीं
common-on = चालू
common-off = बंद
common-results = परिणाम
common-no-results = कोई परिणाम नहीं।

# Dates: the abbreviated months, without spaces inside a name.
common-months = जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्तू॰ नव॰ दिस॰
common-date = { $day } { $month } { $year }
common-date-time = { $date }, { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = UTC

# The layout around every page.
common-skip = सामग्री पर जाएँ
common-switch-domain = डोमेन बदलें
common-domain-named = डोमेन { $name }
common-account = खाता
common-sign-out = साइन आउट करें
common-language = भाषा
common-nav-people = लोग
common-nav-imports = आयात
common-nav-groups = समूह
common-nav-labels = कंपनियाँ, टैग और सूचियाँ
common-nav-locations = स्थान
common-nav-fields = कस्टम फ़ील्ड
common-nav-activity = गतिविधि
common-nav-history = इतिहास
common-nav-web-users = वेब उपयोगकर्ता
common-nav-roles = भूमिकाएँ
common-nav-keys = कुंजियाँ
common-nav-webhooks = वेबहुक
common-nav-settings = सेटिंग्स

# Lists.
common-pages = पृष्ठ
common-page = पृष्ठ
common-previous = पिछला
common-next = अगला
common-go-to-page = पृष्ठ पर जाएँ
common-go = जाएँ
common-suggest-hint = नाम का कुछ हिस्सा लिखें
common-not-connected = कनेक्शन नहीं है। ये पहले के परिणाम हैं।
common-try-again = फिर कोशिश करें

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = पुष्टि के लिए
common-confirm-type-after = लिखें
common-confirm-mismatch = { $expected } ठीक वैसा ही लिखें जैसा दिखाया गया है

# A form whose session had ended.
common-resume-kept = आपका लिखा हुआ सुरक्षित है। अभी तक कुछ सहेजा नहीं गया।
common-resume-back = फ़ॉर्म पर वापस जाएँ

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = बनाया गया।
common-done-saved = सहेजा गया।
common-done-merged = किसी दूसरे उपयोगकर्ता के बदलावों के साथ सहेजा गया।
common-done-unchanged = कुछ नहीं बदला: नाम बहुत लंबा है।
common-done-invalid-name = कुछ नहीं बदला: यह नाम इस्तेमाल नहीं किया जा सकता।
common-done-too-many-tags = कुछ नहीं बदला: एक व्यक्ति के अधिकतम 100 टैग हो सकते हैं। पहले एक हटाएँ।
common-done-deleted = हटाया गया।
common-done-restored = पुनर्स्थापित किया गया।
common-done-put-back = पुराने मान वापस आ गए हैं।
common-done-reset = पासवर्ड रीसेट किया गया।
common-done-password = पासवर्ड बदला गया। आपके अन्य सत्र साइन आउट कर दिए गए हैं।
common-done-ended = सत्र समाप्त हुआ।
common-done-web-user-reactivated = वेब उपयोगकर्ता फिर सक्रिय किया गया।
common-done-web-user-deactivated = वेब उपयोगकर्ता निष्क्रिय किया गया।
common-done-withdrawn = निमंत्रण वापस लिया गया।
common-done-revoked = कुंजी रद्द की गई।
common-done-removed = दो-चरणीय प्रमाणीकरण बंद है।
common-done-tested = परीक्षण भेजा गया। परिणाम डिलीवरी की पहली पंक्ति में है।
common-done-backup-started = बैकअप शुरू हुआ।
common-done-skipped = प्रतीक्षा में पहला बदलाव नहीं भेजा जाएगा।
common-done-replayed = बदलाव फिर से भेजे जा रहे हैं।
common-done-language = भाषा बदली गई।
common-done-deactivated-one = कार्यकर्ता निष्क्रिय किया गया।
common-done-reactivated-one = कार्यकर्ता फिर सक्रिय किया गया।
common-done-joined-one = कार्यकर्ता समूह में जोड़ा गया।
common-done-left-one = कार्यकर्ता समूह से निकाला गया।
common-done-undone-one = आयात पूर्ववत किया गया: कार्यकर्ता पुनर्स्थापित या हटाया गया।
common-done-deactivated =
    { $count ->
        [one] { $count } कार्यकर्ता निष्क्रिय किया गया।
       *[other] { $count } कार्यकर्ता निष्क्रिय किए गए।
    }
common-done-reactivated =
    { $count ->
        [one] { $count } कार्यकर्ता फिर सक्रिय किया गया।
       *[other] { $count } कार्यकर्ता फिर सक्रिय किए गए।
    }
common-done-joined =
    { $count ->
        [one] { $count } कार्यकर्ता समूह में जोड़ा गया।
       *[other] { $count } कार्यकर्ता समूह में जोड़े गए।
    }
common-done-left =
    { $count ->
        [one] { $count } कार्यकर्ता समूह से निकाला गया।
       *[other] { $count } कार्यकर्ता समूह से निकाले गए।
    }
common-done-added =
    { $count ->
        [one] { $count } व्यक्ति जोड़ा गया।
       *[other] { $count } लोग जोड़े गए।
    }
common-done-taken-out =
    { $count ->
        [one] { $count } व्यक्ति निकाला गया।
       *[other] { $count } लोग निकाले गए।
    }
common-done-undone =
    { $count ->
        [one] आयात पूर्ववत किया गया: { $count } कार्यकर्ता पुनर्स्थापित या हटाया गया।
       *[other] आयात पूर्ववत किया गया: { $count } कार्यकर्ता पुनर्स्थापित या हटाए गए।
    }

common-collision = किसी दूसरे उपयोगकर्ता ने बदला है; अभी: { $now }, आपका: { $yours }
common-collision-empty = खाली

# Error pages.
common-error-request-id = अनुरोध आईडी
common-error-start = आरंभिक पृष्ठ पर जाएँ

# What an undone change leaves out.
common-left-out = छोड़ दिया गया, क्योंकि अब मौजूद नहीं है: { $fields }।
common-left-out-groups = समूह
common-left-out-locations = स्थान
common-left-out-tags = टैग
common-left-out-lists = सूचियाँ
common-left-out-role = भूमिका
common-left-out-profile = प्रोफ़ाइल
common-left-out-user-data = कस्टम फ़ील्ड
