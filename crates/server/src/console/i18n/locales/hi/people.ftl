people-title = लोग
people-person = व्यक्ति { $number }
people-back = व्यक्ति पर वापस जाएँ
people-back-to-list = सूची पर वापस जाएँ

people-add-worker = कार्यकर्ता जोड़ें
people-add-contact = संपर्क जोड़ें
people-search-hint = नाम, उपयोगकर्ता नाम, ईमेल, फ़ोन या खोजने योग्य फ़ील्ड
people-filters = फ़िल्टर
people-filter = फ़िल्टर करें
people-clear-filters = फ़िल्टर मिटाएँ
people-group = समूह
people-location = स्थान
people-role = भूमिका
people-tag = टैग
people-tag-name = टैग का नाम
people-sort = क्रम
people-more-filters = और फ़िल्टर
people-custom-field = कस्टम फ़ील्ड
people-field-value = फ़ील्ड का मान
people-changed-since = इस दिन से बदले गए ({ $zone })
people-no-phone = फ़ोन नंबर नहीं है
people-never-submitted = कभी कोई फ़ॉर्म सबमिट नहीं किया

people-state-active = सक्रिय कार्यकर्ता
people-state-deactivated = निष्क्रिय कार्यकर्ता
people-state-contacts = संपर्क
people-state-all = सभी लोग

people-order-username = उपयोगकर्ता नाम A–Z
people-order-username-descending = उपयोगकर्ता नाम Z–A
people-order-updated-first = हाल में बदले गए पहले
people-order-updated-last = हाल में बदले गए आख़िर में
people-order-newest = नए पहले
people-order-oldest = पुराने पहले

people-none = अभी कोई कार्यकर्ता नहीं है।
people-total =
    { $count ->
        [one] { $count } व्यक्ति
       *[other] { $count } लोग
    }
people-range = { $total } लोगों में से { $first }–{ $last }
people-page-empty =
    { $count ->
        [one] यह पेज खाली है। कुल { $count } व्यक्ति है।
       *[other] यह पेज खाली है। कुल { $count } लोग हैं।
    }

people-select = चुनें
people-select-all-on-page = इस पेज पर सभी चुनें
people-selected-workers = चुने हुए कार्यकर्ता
people-select-all-results = सभी { $count } परिणाम चुनें
people-selected = { $count } चुने गए।
people-selected-elsewhere = { $count } चुने गए, जिनमें से { $elsewhere } दूसरे पेजों पर हैं।
people-clear-selection = चयन हटाएँ
people-phone = फ़ोन
people-groups = समूह
people-locations = स्थान
people-cases = केस
people-cases-of = ({ $name })
people-last-submission = पिछला सबमिशन
people-in-company = कंपनी: { $name }
people-on-list = सूची: { $name }
people-columns = कॉलम चुनें
people-columns-hint = यह चुनाव इस डोमेन में आपके खाते के लिए रखा जाता है। यह प्रिंट पर भी लागू होता है। निर्यात में आयात के कॉलम होते हैं।
people-columns-shown = दिखाए गए कॉलम
people-columns-default = डिफ़ॉल्ट कॉलम का उपयोग करें
people-print-all = सभी { $count } प्रिंट करें
people-print-first =
    { $count ->
        [one] इस पेज पर केवल पहला व्यक्ति है। और लोगों के लिए सूची निर्यात करें।
       *[other] इस पेज पर केवल पहले { $count } लोग हैं। और लोगों के लिए सूची निर्यात करें।
    }
people-export = ये कार्यकर्ता निर्यात करें:

people-status-active = सक्रिय
people-status-deactivated = निष्क्रिय
people-status-unconfirmed = अपुष्ट
people-status-contact = संपर्क

people-bulk-deactivate = निष्क्रिय करें
people-bulk-reactivate = फिर सक्रिय करें
people-bulk-join = समूह में जोड़ें
people-bulk-leave = समूह से निकालें
people-bulk-location = स्थान तय करें
people-bulk-role = भूमिका तय करें
people-bulk-language = भाषा तय करें
people-bulk-tag = टैग जोड़ें
people-bulk-untag = टैग निकालें
people-bulk-field = कस्टम फ़ील्ड भरें
people-bulk-profile = प्रोफ़ाइल तय करें
people-bulk-password = पासवर्ड रीसेट करें
people-bulk-link = पासवर्ड लिंक बनाएँ
people-bulk-delete = हटाएँ

# In the oblique case: a postposition follows.
people-workers =
    { $count ->
        [one] { $count } कार्यकर्ता
       *[other] { $count } कार्यकर्ताओं
    }
people-bulk-deactivate-workers = { people-workers } को निष्क्रिय करें
people-bulk-reactivate-workers = { people-workers } को फिर सक्रिय करें
people-bulk-join-workers = { people-workers } को किसी समूह में जोड़ें
people-bulk-join-named = { people-workers } को समूह { $group } में जोड़ें
people-bulk-leave-workers = { people-workers } को किसी समूह से निकालें
people-bulk-leave-named = { people-workers } को समूह { $group } से निकालें
people-bulk-location-workers = { people-workers } का स्थान तय करें
people-bulk-role-workers = { people-workers } की भूमिका तय करें
people-bulk-language-workers = { people-workers } की भाषा तय करें
people-bulk-tag-workers = { people-workers } में टैग जोड़ें
people-bulk-untag-workers = { people-workers } से टैग निकालें
people-bulk-field-workers = { people-workers } का कस्टम फ़ील्ड भरें
people-bulk-profile-workers = { people-workers } की प्रोफ़ाइल तय करें
people-bulk-password-workers = { people-workers } के पासवर्ड रीसेट करें
people-bulk-link-workers = { people-workers } के लिए पासवर्ड लिंक बनाएँ
people-bulk-delete-workers = { people-workers } को हटाएँ
people-bulk-change-workers = { people-workers } को बदलें
people-bulk-title = { $action }?
people-bulk-nothing = कुछ नहीं बदला

people-bulk-selected =
    { $count ->
        [one] आपका चुना हुआ { $count } कार्यकर्ता।
       *[other] आपके चुने हुए { $count } कार्यकर्ता।
    }
people-bulk-imported =
    { $count ->
        [one] आयात { $number } से बना { $count } कार्यकर्ता।
       *[other] आयात { $number } से बने { $count } कार्यकर्ता।
    }
people-bulk-found =
    { $count ->
        [one] सूची का { $count } कार्यकर्ता: { $filters }।
       *[other] सूची के सभी { $count } कार्यकर्ता: { $filters }।
    }
people-bulk-filter-active = सक्रिय कार्यकर्ता
people-bulk-filter-deactivated = निष्क्रिय कार्यकर्ता
people-bulk-filter-contacts = संपर्क
people-bulk-filter-all = सभी लोग
people-bulk-filter-search = “{ $text }” की खोज से मिले
people-bulk-filter-group = चुने हुए समूह के
people-bulk-filter-location = चुने हुए स्थान या उसके उप-स्थानों के
people-bulk-filter-role = चुनी हुई भूमिका वाले
people-bulk-filter-tag = चुने हुए टैग वाले
people-bulk-filter-company = चुनी हुई कंपनी के
people-bulk-filter-list = चुनी हुई सूची के
people-bulk-filter-field = कस्टम फ़ील्ड के चुने हुए मान वाले
people-bulk-filter-phone = बिना फ़ोन नंबर वाले
people-bulk-filter-forms = जिन्होंने कभी कोई फ़ॉर्म सबमिट नहीं किया
people-bulk-filter-since = चुने हुए दिन से बदले गए

people-bulk-language-hint = भाषा निकालने के लिए खाली छोड़ें।
people-bulk-value-hint = मान निकालने के लिए खाली छोड़ें।
people-bulk-delete-hint = हटाए गए कार्यकर्ताओं को 30 दिन तक “हटाए गए लोग” में जाकर वापस लाया जा सकता है।
people-bulk-password-hint = हर कार्यकर्ता को नया बनाया गया पासवर्ड मिलता है और मौजूदा पासवर्ड काम करना बंद कर देता है। इसके बाद आप पासवर्ड CSV फ़ाइल के रूप में डाउनलोड कर सकते हैं।
people-bulk-location-hint = यह स्थान कार्यकर्ता के सभी मौजूदा स्थानों की जगह ले लेता है।
people-bulk-undo-hint = जब तक इनमें से कोई कार्यकर्ता फिर न बदला जाए, आप इस कार्रवाई को पूर्ववत कर सकते हैं।

people-error-days = सूची में से दिनों की कोई एक संख्या चुनें
people-error-select = पहले कम से कम एक कार्यकर्ता चुनें
people-error-choose-action = कोई कार्रवाई चुनें
people-error-choose-group = कोई समूह चुनें
people-error-unknown-group = यह समूह मौजूद नहीं है
people-error-unknown-location = यह स्थान मौजूद नहीं है
people-error-unknown-role = यह भूमिका मौजूद नहीं है
people-error-unknown-field = यह कस्टम फ़ील्ड मौजूद नहीं है
people-error-no-filter = सूची में “{ $name }” नाम का फ़िल्टर नहीं है
people-error-date = तारीख वर्ष-माह-दिन के रूप में लिखें, जैसे 2026-11-21
people-error-field-value = फ़ील्ड का मान लिखें
people-error-choose-tag = कोई टैग चुनें
people-error-no-tag = यह टैग मौजूद नहीं है
people-error-no-company = यह कंपनी मौजूद नहीं है
people-error-no-list = यह सूची मौजूद नहीं है
people-error-no-profile = यह प्रोफ़ाइल मौजूद नहीं है
people-error-choose-field = कोई कस्टम फ़ील्ड चुनें
people-error-groups = कार्यकर्ताओं के समूह बदलने के लिए आपके पास सभी स्थानों की पहुँच होनी चाहिए।

people-edit = { $name } में बदलाव करें
people-username-fixed = उपयोगकर्ता नाम: { $username } (बदला नहीं जा सकता)
people-not-saved = कुछ भी सहेजा नहीं गया। नीचे चिह्नित फ़ील्ड ठीक करें।
people-not-added = कार्यकर्ता नहीं जोड़ा गया। नीचे चिह्नित फ़ील्ड ठीक करें।
people-worker-added = कार्यकर्ता जोड़ा गया
people-sign-in = साइन इन
people-username-hint = पूरा उपयोगकर्ता नाम { $username } है। इसे बाद में बदला नहीं जा सकता।
people-username-example = name
people-password-hint = पासवर्ड अपने आप बनाने के लिए खाली छोड़ें। वह केवल एक बार दिखाया जाता है।
people-submit-worker = कार्यकर्ता जोड़ें
people-first-name = पहला नाम
people-last-name = उपनाम
people-email = ईमेल
people-language = भाषा
people-phone-numbers-hint = फ़ोन नंबर, हर पंक्ति में एक, मुख्य नंबर पहले
people-groups-confined = समूह कई स्थानों में फैले होते हैं। केवल वे उपयोगकर्ता उन्हें बदल सकते हैं जिनके पास सभी स्थानों की पहुँच है।
people-groups-none-yet = अभी कोई समूह नहीं है।
people-groups-more = और समूह, हर पंक्ति में एक नाम
people-groups-incomplete = सभी समूह यहाँ नहीं दिखाए गए हैं।
people-groups-search = समूह खोजें
people-locations-none-yet = अभी कोई स्थान नहीं है।
people-locations-more = और स्थान, हर पंक्ति में एक साइट कोड या नाम
people-locations-incomplete = सभी स्थान यहाँ नहीं दिखाए गए हैं।
people-locations-view = स्थान देखें
people-primary-location = मुख्य स्थान
people-primary-location-first = पहला चुना हुआ स्थान
people-custom-data = कस्टम डेटा
people-profile = प्रोफ़ाइल
people-profile-hint = प्रोफ़ाइल नीचे के कुछ फ़ील्ड तय करती है।
people-profile-sets = प्रोफ़ाइल से तय।
people-required = अनिवार्य
people-required-mark = (अनिवार्य)
people-add-value = मान जोड़ें
people-value = मान
people-add-as-field = इसे नए फ़ील्ड के रूप में जोड़ें

people-conflict = आपके फ़ॉर्म खोलने के बाद किसी दूसरे उपयोगकर्ता ने इस व्यक्ति में बदलाव किया है।
people-conflict-hint = कुछ भी सहेजा नहीं गया। जो फ़ील्ड केवल एक ने बदले हैं, वे बदलाव रखे गए हैं; जहाँ दोनों ने एक ही फ़ील्ड बदला है, वहाँ दोनों मान उसके नीचे दिखाए गए हैं। अपने मान सहेजने के लिए “सहेजें” फिर दबाएँ।

people-contact-hint = संपर्क वह व्यक्ति है जिसका उपयोगकर्ता नाम नहीं होता और जो साइन इन नहीं करता। User.com API संपर्क और कार्यकर्ता दोनों देती है।
people-submit-contact = संपर्क जोड़ें
people-gender = लिंग
people-gender-none = नहीं बताया गया
people-gender-female = महिला
people-gender-male = पुरुष
people-mailings = ईमेल सूचनाएँ
people-subscribed = ईमेल सूचनाएँ पाने की सदस्यता है
people-unsubscribed = सदस्यता समाप्त
people-external-id = बाहरी ID
people-score = स्कोर

people-reset-password = पासवर्ड रीसेट करें
people-deactivate = निष्क्रिय करें
people-reactivate = फिर सक्रिय करें
people-confirm = पुष्टि करें
people-edit-details = User.com का विवरण बदलें
people-details = प्रोफ़ाइल
people-profile-is = प्रोफ़ाइल:
people-custom-data-none = कोई कस्टम डेटा नहीं
people-history = इतिहास
people-history-none = अभी कोई बदलाव नहीं।
people-forms = फ़ॉर्म सबमिशन
people-forms-submitted-30-days = सबमिट किए, पिछले 30 दिन
people-forms-completed-30-days = पूरे किए, पिछले 30 दिन
people-forms-submitted-month = सबमिट किए, पिछला महीना
people-forms-completed-month = पूरे किए, पिछला महीना
people-groups-none = कोई समूह नहीं
people-locations-none = कोई स्थान नहीं
people-primary = मुख्य
people-tags = टैग
people-tags-none = कोई टैग नहीं
people-tag-remove = टैग { $name } निकालें
people-tag-new = नया टैग
people-companies = कंपनियाँ
people-companies-none = कोई कंपनी नहीं
people-company = कंपनी
people-company-remove = { $name } से निकालें
people-company-hint = जो कंपनी मौजूद नहीं है, वह बना दी जाती है।

people-phone-numbers = फ़ोन नंबर
people-connect-id = ConnectID
people-id = ID
people-usercom-id = User.com ID
people-created = बनाया गया
people-updated = पिछला बदलाव
people-city = शहर
people-region = क्षेत्र
people-country = देश
people-time-zone = समय क्षेत्र
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = तस्वीर
people-last-ip = पिछला IP पता
people-browser = ब्राउज़र
people-browser-language = ब्राउज़र की भाषा
people-operating-system = ऑपरेटिंग सिस्टम
people-screen-resolution = स्क्रीन रिज़ॉल्यूशन
people-first-seen = पहली बार देखा गया
people-last-seen = पिछली बार देखा गया
people-last-contacted = पिछली बार संपर्क किया गया
people-other = अन्य

people-event-created = बनाया गया
people-event-updated = बदला गया
people-event-deleted = हटाया गया
people-event-fields = { $event }: { $fields }
people-event-source = { $user }, { $channel }
people-channel-commcare = CommCare API
people-channel-usercom = User.com API
people-channel-scim = SCIM
people-channel-console = कंसोल
people-channel-import = आयात
people-channel-cli = कमांड लाइन
people-channel-server = सर्वर

# One-time links with which workers set their passwords.
people-link = पासवर्ड लिंक
people-link-title = { $name } के लिए पासवर्ड लिंक
people-link-hint = लिंक से कार्यकर्ता अपना पासवर्ड चुनता है। तब तक मौजूदा पासवर्ड काम करता है, और नया लिंक पिछले लिंक की जगह ले लेता है। निष्क्रिय कार्यकर्ताओं को लिंक नहीं मिलता। इसके बाद आप QR कोड वाली पर्चियाँ प्रिंट कर सकते हैं।
people-link-valid-for = लिंक कितने समय तक मान्य है
people-link-days =
    { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }
people-link-create = लिंक बनाएँ
people-link-give = यह लिंक या प्रिंट की हुई पर्ची केवल कार्यकर्ता को दें।
people-link-once = आप इसे दोबारा नहीं देख सकेंगे।
people-link-print = पर्ची प्रिंट करें

people-password-title = { $name } का पासवर्ड रीसेट करें
people-password-warning = मौजूदा पासवर्ड तुरंत काम करना बंद कर देता है।
people-password-new = नया पासवर्ड
people-password-generate = पासवर्ड अपने आप बनाएँ और एक बार दिखाएँ
people-password-choose = यह पासवर्ड रखें:
people-password-done = पासवर्ड रीसेट हो गया
people-password-give = यह पासवर्ड
people-password-give-end = { " " }को दें।
people-password-once = आप इसे दोबारा नहीं देख सकेंगे।

people-delete-title = क्या { $name } को हटाना है?
people-delete-consequence = { $name } और उनका सारा डेटा हटा दिया जाएगा। इसे पूर्ववत नहीं किया जा सकता।
people-delete-username = यह उपयोगकर्ता नाम दोबारा इस्तेमाल नहीं हो सकेगा।
people-delete-instead = केवल साइन इन रोकने के लिए, हटाने के बजाय कार्यकर्ता को
people-delete-instead-link = निष्क्रिय
people-delete-instead-end = करें।
people-delete-worker = कार्यकर्ता हटाएँ
people-delete-contact = संपर्क हटाएँ
people-deleted-title = हटाए गए लोग
people-deleted-hint = पिछले 30 दिनों में हटाए गए लोग। वापस लाए गए कार्यकर्ता को पहले का पासवर्ड, समूह, स्थान और फ़ॉर्म सबमिशन फिर मिल जाते हैं।
people-deleted-none = हटाए गए कोई लोग नहीं हैं।
people-deleted-at = हटाया गया
people-deleted-by = उपयोगकर्ता
people-restore = वापस लाएँ
