imports-title = आयात
imports-upload = कार्यकर्ताओं की स्प्रेडशीट अपलोड करें
imports-upload-hint = पहले आपको पूर्वावलोकन दिखता है। आपकी पुष्टि से पहले कुछ नहीं बदलता।
imports-file = फ़ाइल (CSV, XLSX या JSON Lines, अधिकतम { $megabytes } MB)
imports-check = फ़ाइल जाँचें
imports-choose-file = कोई फ़ाइल चुनें
imports-file-type = इस प्रकार की फ़ाइल नहीं चलती। ऐसी फ़ाइल चुनें जिसका नाम .csv, .xlsx, .xls, .ods या .jsonl पर समाप्त हो

imports-columns = कॉलम और टेम्पलेट
imports-columns-first-row = पहली पंक्ति में CommCare के बल्क अपलोड के कॉलम नाम होते हैं:
imports-columns-or = या
imports-columns-any-of = , साथ में इनमें से कोई भी:
imports-columns-and = , और
imports-columns-custom = (हर कस्टम फ़ील्ड के लिए)।
imports-columns-missing = जो कॉलम नहीं है, उससे कुछ नहीं बदलता। खाली सेल फ़ोन नंबर, समूह, स्थान, प्रोफ़ाइल, निष्क्रिय करने का दिन और कस्टम मान हटा देता है; बाकी कॉलमों में उससे कुछ नहीं बदलता, और
imports-columns-clear = नाम, ई-मेल पता, भाषा या भूमिका हटाता है।
imports-columns-asterisks = तारांकन वाला पासवर्ड
imports-columns-asterisks-keep = पासवर्ड को नहीं बदलता।
imports-columns-again = वही फ़ाइल फिर से आयात करने पर कुछ नहीं बदलता।
imports-template = इस डोमेन के कॉलम वाला खाली टेम्पलेट डाउनलोड करें:
imports-template-workers-before = अपने कार्यकर्ताओं वाला टेम्पलेट पाने के लिए
imports-template-workers-link = लोगों
imports-template-workers-after = {" "}की सूची निर्यात करें। फ़ाइल में बदलाव करके उसे यहाँ अपलोड करें।

imports-pending = आपकी प्रतीक्षा में पूर्वावलोकन
imports-pending-uploaded = , अपलोड का समय:
imports-pending-running = , अभी जाँच चल रही है

imports-history = आयात का इतिहास
imports-none = अभी कोई आयात नहीं हुआ है।
imports-column-file = फ़ाइल
imports-column-number = आयात
imports-column-time = समय
imports-column-user = उपयोगकर्ता
imports-column-action = कार्रवाई
imports-undone = पूर्ववत किया गया
imports-undo = पूर्ववत करें
imports-password-links-of = पासवर्ड लिंक
imports-undo-number = (आयात { $number })
imports-undo-until = आप किसी आयात को तब तक पूर्ववत कर सकते हैं जब तक उसका कोई कार्यकर्ता फिर से न बदला जाए।

imports-heading-changing = कार्यकर्ताओं में बदलाव हो रहा है
imports-heading-action-stopped = कार्रवाई रुक गई
imports-heading-action-finished = कार्रवाई पूरी हुई
imports-heading-checking = फ़ाइल की जाँच हो रही है
imports-heading-importing = आयात हो रहा है
imports-heading-unreadable = फ़ाइल पढ़ी नहीं जा सकती
imports-heading-failed = आयात विफल रहा
imports-heading-columns = कॉलम मिलाएँ
imports-heading-preview = आयात का पूर्वावलोकन
imports-heading-finished = आयात पूरा हुआ
imports-heading-nothing = कुछ भी आयात नहीं हुआ

imports-people = लोग
imports-progress = प्रगति
imports-progress-workers =
    { $count ->
        [one] अब तक { $count } कार्यकर्ता
       *[other] अब तक { $count } कार्यकर्ता
    }
imports-progress-rows =
    { $count ->
        [one] अब तक { $count } पंक्ति
       *[other] अब तक { $count } पंक्तियाँ
    }
imports-progress-errors = , { $count } में त्रुटियाँ
imports-progress-leave = । आप इस पेज से जाकर बाद में वापस आ सकते हैं।
imports-refresh = रीफ़्रेश करें

imports-unreadable = फ़ाइल पढ़ी नहीं जा सकती: { $reason }।
imports-action-stopped = कार्रवाई रुक गई: { $reason }।
imports-stopped = आयात रुक गया: { $reason }।
imports-action-changed =
    { $count ->
        [one] उससे पहले { $count } कार्यकर्ता बदला गया।
       *[other] उससे पहले { $count } कार्यकर्ता बदले गए।
    }
imports-nothing-changed-correct = कुछ नहीं बदला। फ़ाइल ठीक करके उसे फिर से अपलोड करें।
imports-nothing-changed-again = कुछ नहीं बदला। फ़ाइल फिर से अपलोड करें।
imports-rows-imported =
    { $count ->
        [one] उससे पहले { $count } पंक्ति आयात हुई। फ़ाइल फिर से अपलोड करें: जो पंक्तियाँ आयात हो चुकी हैं, वे नहीं बदलतीं।
       *[other] उससे पहले { $count } पंक्तियाँ आयात हुईं। फ़ाइल फिर से अपलोड करें: जो पंक्तियाँ आयात हो चुकी हैं, वे नहीं बदलतीं।
    }
imports-upload-file = फ़ाइल अपलोड करें
imports-upload-another = दूसरी फ़ाइल अपलोड करें

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [one] { $count } कॉलम पहचाना नहीं गया
       *[other] { $count } कॉलम पहचाने नहीं गए
    }
imports-columns-unknown-hint = चुनें कि हर कॉलम में क्या है। इसके बाद आपको पूर्वावलोकन दिखेगा; आपकी पुष्टि तक कुछ नहीं बदलता। किसी कॉलम को कस्टम डेटा के रूप में रखने के लिए पहले कस्टम फ़ील्ड जोड़ें, फिर फ़ाइल दोबारा अपलोड करें।
imports-columns-empty = पहली पंक्तियों में कोई मान नहीं है।
imports-columns-values = पहले मान:
imports-columns-ignore = यह कॉलम छोड़ दें
imports-columns-known = कॉलम
imports-columns-fields = कस्टम फ़ील्ड
imports-columns-did-you-mean = क्या आपका मतलब { $column } था?
imports-columns-preview = पूर्वावलोकन दिखाएँ
imports-columns-change = कॉलम बदलें
imports-columns-same = “{ $other }” भी { $column } है। इनमें से एक को छोड़ दें
imports-columns-choose = कोई कॉलम चुनें, या इसे छोड़ दें
imports-columns-no-identity = उपयोगकर्ता नामों वाला कॉलम चुनें, या ID (user_id) वाला।

imports-summary = सारांश
imports-errors = त्रुटियाँ
imports-to-update = बदलने के लिए
imports-to-create = बनाने के लिए
imports-updated = बदले गए
imports-created = बनाए गए
imports-no-change = कोई बदलाव नहीं

imports-no-valid-row = कोई पंक्ति आयात नहीं हो सकती। फ़ाइल ठीक करके उसे फिर से अपलोड करें।
imports-all-same = आयात करने के लिए कुछ नहीं है: सभी कार्यकर्ताओं में ये मान पहले से हैं।
imports-not-yet = अभी कुछ नहीं बदला है।
imports-not-yet-errors = सभी पंक्तियाँ आयात करने के लिए फ़ाइल की त्रुटियाँ ठीक करके उसे फिर से अपलोड करें।
imports-mode = आयात का तरीका
imports-mode-rows =
    { $count ->
        [1] सही पंक्ति आयात करें
       *[other] { $count } सही पंक्तियाँ आयात करें
    }
imports-mode-rows-skip = , त्रुटि वाली { $count } छोड़ दें
imports-mode-atomic = केवल तभी आयात करें जब हर पंक्ति सही हो
imports-execute =
    { $count ->
        [one] { $count } कार्यकर्ता आयात करें
       *[other] { $count } कार्यकर्ता आयात करें
    }
imports-result =
    { $created } बनाए गए, { $updated } बदले गए, { $unchanged } में कोई बदलाव नहीं{ $skipped ->
        [0] ।
       *[other] , { $skipped } त्रुटियों के कारण छोड़े गए।
    }
imports-nothing-because =
    { $count ->
        [one] कुछ भी आयात नहीं हुआ क्योंकि { $count } पंक्ति में त्रुटियाँ हैं। फ़ाइल ठीक करके उसे फिर से अपलोड करें।
       *[other] कुछ भी आयात नहीं हुआ क्योंकि { $count } पंक्तियों में त्रुटियाँ हैं। फ़ाइल ठीक करके उसे फिर से अपलोड करें।
    }
imports-slips = पर्चियाँ प्रिंट करें
imports-password-links =
    { $count ->
        [one] { $count } नए कार्यकर्ता के लिए पासवर्ड लिंक
       *[other] { $count } नए कार्यकर्ताओं के लिए पासवर्ड लिंक
    }
imports-report = रिपोर्ट डाउनलोड करें
imports-error-rows = त्रुटि वाली पंक्तियाँ डाउनलोड करें
imports-undo-action = कार्रवाई पूर्ववत करें
imports-undo-import = आयात पूर्ववत करें
imports-view-people = लोगों को देखें

imports-rows = पंक्तियाँ
imports-rows-filter = पंक्तियाँ फ़िल्टर करें
imports-rows-first = पहली { $count } पंक्तियाँ दिखाई गई हैं। रिपोर्ट में सभी पंक्तियाँ हैं।
imports-rows-none = कोई पंक्ति नहीं।
imports-row = पंक्ति
imports-worker = कार्यकर्ता
imports-changes = बदलाव
imports-values = मान
imports-empty = खाली
imports-changes-to = बदलकर
imports-changes-arrow = →
imports-more = और { $count } अन्य
imports-error-line = { $problem }; { $remedy }

imports-undo-title = क्या आयात { $number } को पूर्ववत करना है?
imports-undo-word = पूर्ववत
imports-undo-deletes =
    { $count ->
        [one] { $file } से बना { $count } कार्यकर्ता हटाया जाएगा
       *[other] { $file } से बने { $count } कार्यकर्ता हटाए जाएँगे
    }
imports-undo-restores =
    { $count ->
        [one] { $count } बदले गए कार्यकर्ता को पहले के मान और पासवर्ड वापस मिलेंगे
       *[other] { $count } बदले गए कार्यकर्ताओं को पहले के मान और पासवर्ड वापस मिलेंगे
    }
imports-undo-one = { $effect }।
imports-undo-both = { $deletes }; { $restores }।
imports-undo-heading = आयात { $number } को पूर्ववत करना
imports-undo-stopped = पूर्ववत करना रुक गया: { $reason }। जारी रखने के लिए आयात को फिर से पूर्ववत करें।
imports-undo-kept = ये कार्यकर्ता पूर्ववत नहीं किए गए, क्योंकि इस बीच उन्हें बदला गया: { $names }।
imports-undo-gone =
    { $count ->
        [one] इस बीच { $count } कार्यकर्ता हटाया गया।
       *[other] इस बीच { $count } कार्यकर्ता हटाए गए।
    }
imports-undo-part = { $total } में से { $done } पूर्ववत

imports-note-other-sheets = वर्कबुक की दूसरी शीट नहीं पढ़ी गईं: { $names }।
imports-note-ignored-columns = अनदेखे किए गए कॉलम: { $names }।
imports-note-windows-1252 = फ़ाइल UTF-8 में नहीं है और उसे Windows-1252 मानकर पढ़ा गया: विशेष चिह्न वाले अक्षर जाँच लें, या उसे 'CSV UTF-8' के रूप में सहेजें।
imports-note-groups-created = बनाए गए समूह: { $names }।
imports-note-groups-changed = बदले गए समूह: { $names }।
imports-note-groups-would-create = ये समूह बनाए जाएँगे: { $names }।
imports-note-groups-would-change = ये समूह बदले जाएँगे: { $names }।

imports-reason-busy = सर्वर बहुत व्यस्त था
imports-reason-server = सर्वर की त्रुटि; विवरण सर्वर के लॉग में है
imports-reason-report = रिपोर्ट लिखी नहीं जा सकी; विवरण सर्वर के लॉग में है
imports-reason-too-large = तालिका { $megabytes } MB से बड़ी है। उसे बाँटें, या `roster import` का उपयोग करें
imports-reason-file = फ़ाइल पढ़ी या लिखी नहीं जा सकती
imports-reason-unknown-columns = अज्ञात कॉलम { $columns }: नाम ठीक करें, या कस्टम फ़ील्ड के लिए उसे 'data: ' से शुरू करें
imports-reason-column = '{ $name }'
imports-reason-column-similar = '{ $name }' (क्या आपका मतलब '{ $similar }' था?)
imports-reason-repeated-column = कॉलम '{ $name }' दो बार है: एक को निकालें
imports-reason-same-column = कॉलम '{ $other }' और '{ $name }' दोनों '{ $column }' हैं: इनमें से एक को हटाएँ
imports-reason-no-identity = तालिका में न 'username' कॉलम है, न 'user_id' कॉलम: इनमें से एक जोड़ें
imports-reason-empty = तालिका खाली है: उसकी पहली पंक्ति में कॉलम के नाम होने चाहिए
imports-reason-exported-row = “{ $username }” की पंक्ति 4 MiB से बड़ी है, जितना आयात स्वीकार करता है: उसका कुछ कस्टम डेटा हटाएँ
imports-reason-does-not-fit = { $reason }: इसके बजाय jsonl में निर्यात करें
imports-misfit-rows = एक वर्कशीट में अधिकतम 1,048,575 कार्यकर्ता आ सकते हैं
imports-misfit-columns = एक तालिका में अधिकतम { $most } कॉलम हो सकते हैं
imports-misfit-size = वर्कबुक उससे बड़ी होगी जितनी आयात स्वीकार करता है
imports-misfit-text = “{ $column }” का एक मान { $most } अक्षरों से लंबा है
imports-misfit-value = एक कार्यकर्ता का एक मान बिना कॉलम का है, `roster check` देखें
imports-misfit-row = एक पंक्ति लिखी नहीं जा सकती
imports-misfit-workbook = वर्कबुक लिखी नहीं जा सकती ({ $reason })
imports-reason-too-many-columns = पंक्ति { $row } में अधिकतम { $most } से ज़्यादा कॉलम हैं
imports-reason-too-many-rows = तालिका में { $most } से ज़्यादा पंक्तियाँ हैं: उसे बाँटें
imports-reason-row-too-long = पंक्ति { $row } 4 MiB से लंबी है: जाँचें कि बंद करने वाला उद्धरण चिह्न छूटा तो नहीं है
imports-reason-unclosed-quote = पंक्ति { $row } में सेल खोलने वाला उद्धरण चिह्न कभी बंद नहीं होता: उसे बंद करें, और सेल के भीतर के उद्धरण चिह्न दोहरे लिखें
imports-reason-text-after-quote = पंक्ति { $row } में बंद करने वाले उद्धरण चिह्न के बाद पाठ है: सेल के भीतर के उद्धरण चिह्न दोहरे लिखें
imports-reason-not-utf-8 = पंक्ति { $row } UTF-8 में नहीं है: फ़ाइल को 'CSV UTF-8' के रूप में सहेजें
imports-reason-damaged = फ़ाइल पंक्ति { $row } पर खराब या अधूरी है: उसे फिर से सहेजें या अपलोड करें

imports-remedy-enter = कोई मान लिखें
imports-remedy-email = एक ही पता लिखें, जैसे ada@example.org, या खाली छोड़ें
imports-remedy-phone = अंक लिखें, आगे अधिकतम एक +, या खाली छोड़ें
imports-remedy-true-or-false = true या false लिखें
imports-remedy-username = केवल अक्षर, अंक और . _ + - का उपयोग करें
imports-remedy-host = @ और उसके बाद का सब कुछ निकाल दें
imports-remedy-other-username = दूसरा उपयोगकर्ता नाम चुनें; हटाए गए कार्यकर्ताओं के नाम फिर नहीं मिलते
imports-remedy-no-id = नया कार्यकर्ता बनाने के लिए user_id खाली छोड़ें
imports-remedy-present = मौजूदा मान लिखें, या कॉलम निकाल दें
imports-remedy-group = पहले समूह बनाएँ, या उसका नाम ठीक करें
imports-remedy-location = पहले स्थान बनाएँ, या उसका साइट कोड ठीक करें
imports-remedy-role = `roster role list` भूमिकाएँ दिखाता है
imports-remedy-profile = `roster profile list` प्रोफ़ाइल दिखाता है
imports-remedy-controlled = सेल खाली करें; यह मान प्रोफ़ाइल या सर्वर तय करता है
imports-remedy-password = दूसरा पासवर्ड चुनें, या मौजूदा पासवर्ड रखने के लिए **** लिखें
imports-remedy-shorten = मान छोटा करें
imports-remedy-null = U+0000 वर्ण निकाल दें
imports-remedy-correct = पंक्ति ठीक करें

imports-reason-not-workbook = फ़ाइल वर्कबुक नहीं है: { $remedy }
imports-reason-not-csv = फ़ाइल CSV नहीं है: { $remedy }
imports-reason-not-readable = फ़ाइल पढ़ने योग्य नहीं है: { $remedy }
imports-reason-not-complete = फ़ाइल पूरी नहीं है: { $remedy }
imports-reason-too-large-workbook = वर्कबुक बहुत बड़ी है: { $limit }

imports-file-save-again = वह अधूरी हो सकती है या उसका एक्सटेंशन गलत हो सकता है; उसे फिर से सहेजें या अपलोड करें
imports-file-password = वर्कबुक पासवर्ड से सुरक्षित है; उसे बिना पासवर्ड के सहेजें
imports-file-binary = यह बाइनरी वर्कबुक (.xlsb) है; उसे .xlsx के रूप में सहेजें
imports-file-document = यह वर्ड प्रोसेसर का दस्तावेज़ है; उसकी तालिका स्प्रेडशीट में कॉपी करें
imports-file-pdf = यह PDF है; उसकी तालिका स्प्रेडशीट में कॉपी करें
imports-file-numbers = यह Numbers की स्प्रेडशीट है; उसे .xlsx या .csv के रूप में निर्यात करें
imports-file-zip = यह zip फ़ाइल है; उसे खोलें (unzip)
imports-file-gzip = यह gzip फ़ाइल है; उसे खोलें (unzip)
imports-file-rename-ods = यह वर्कबुक है; उसका एक्सटेंशन .ods कर दें
imports-file-rename-or-unpack = यह वर्कबुक या संपीड़ित फ़ाइल है; उसका एक्सटेंशन .xlsx कर दें या उसे खोलें (unzip)
imports-file-rename-xls = यह वर्कबुक है; उसका एक्सटेंशन .xls कर दें
imports-file-rename-jsonl = यह JSON है; उसका एक्सटेंशन .jsonl कर दें
imports-file-rename-csv = यह टेक्स्ट फ़ाइल है; उसका एक्सटेंशन .csv कर दें
imports-file-xml = यह Excel 2003 की XML स्प्रेडशीट है; उसे स्प्रेडशीट प्रोग्राम में खोलकर .xlsx के रूप में सहेजें
imports-file-flat = यह फ़्लैट OpenDocument फ़ाइल है; उसे .ods या .xlsx के रूप में सहेजें
imports-file-html = यह वेब पेज (HTML) है; उसे स्प्रेडशीट प्रोग्राम में खोलकर .xlsx के रूप में सहेजें
imports-file-values = सूत्र का कोई सहेजा हुआ मान नहीं है; वर्कबुक को स्प्रेडशीट प्रोग्राम में खोलें, सहेजें और फिर से अपलोड करें
imports-file-error-values = किसी सेल में स्प्रेडशीट की त्रुटि दिख रही है, जैसे #ERROR!, #SPILL! या #CALC!; उसे ठीक करके वर्कबुक फिर से सहेजें

imports-limit-files = उसमें बहुत ज़्यादा फ़ाइलें हैं
imports-limit-cell = एक सेल 1 MiB से लंबा है
imports-limit-data = उसका असंपीड़ित डेटा कार्यकर्ताओं की तालिका की सीमा से ज़्यादा है
imports-limit-xls = उसे .xlsx के रूप में सहेजें
imports-limit-merged = उसमें बहुत ज़्यादा मर्ज किए गए सेल हैं
imports-limit-repeated = उसके दोहराए गए सेल सीमा से ज़्यादा हैं
