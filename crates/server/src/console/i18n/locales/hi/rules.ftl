# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = पासवर्ड मौजूदा पासवर्ड से अलग होना चाहिए
rules-wrong-password = यह मौजूदा पासवर्ड नहीं है
rules-offer-expired = प्रस्ताव की अवधि समाप्त हो गई है: फिर से शुरू करें
rules-wrong-code = यह ऐप का मौजूदा कोड नहीं है, या पहले उपयोग हो चुका है
rules-has-account = इस पते का खाता है: निमंत्रण स्वीकार करने के लिए साइन इन करें
rules-check-input = आप फिर से साइन इन हैं, और आपकी प्रविष्टि नीचे है। अभी कुछ सहेजा नहीं गया: जाँचें, फिर भेजें
rules-no-such-worker = यह कार्यकर्ता मौजूद नहीं है
rules-worker-deactivated = कार्यकर्ता निष्क्रिय है: पहले खाता फिर सक्रिय करें
rules-changed-again = यह फ़ील्ड उसके बाद फिर बदला गया
rules-no-earlier-values = पहले के मान सहेजे नहीं गए हैं
rules-gone =
    { $count ->
        [one] { $names } अब मौजूद नहीं है
       *[other] { $names } अब मौजूद नहीं हैं
    }
rules-invalid-setting = अमान्य मान “{ $value }”: होना चाहिए { $expected }
rules-setting =
    { $kind ->
        [flag] “true” या “false”
        [wire] “documented” या “live”
        [requests] प्रति मिनट अनुरोधों की पूर्ण संख्या, या बिना सीमा के लिए 0
        [data] 1024 से 1048576 तक बाइट की संख्या
        [bytes] बाइट की पूर्ण संख्या, या बिना सीमा के लिए 0
        [host] होस्ट का नाम, जैसे commcarehq.org
        [cases] https:// या http:// से शुरू होने वाला URL, जिसमें {"{domain}"}, {"{user_id}"} और {"{username}"} के अलावा कोई चर न हो
       *[days] दिनों की पूर्ण संख्या, या हमेशा के लिए 0
    }
rules-time-zone = “{ $value }” समय क्षेत्र नहीं है; Africa/Nairobi जैसा नाम लिखें
rules-time-zone-similar = “{ $value }” समय क्षेत्र नहीं है; क्या आपका मतलब { $similar } था?
rules-or = { $one } या { $other }
rules-parent-deactivated = ऊपर का स्थान निष्क्रिय है: पहले उसे फिर सक्रिय करें
rules-too-many-assigned = इस स्थान या इसके उप-स्थानों पर { $most } से अधिक कार्यकर्ता हैं: पहले उन्हें कोई और स्थान दें
rules-repeated-location = पहले की एक पंक्ति यही स्थान है
rules-level-in-use = इस स्तर के स्थान होने तक यह नहीं बदला जा सकता
rules-one-choice = एक ही मान चुनें
rules-pattern = मान पैटर्न { $value } से मेल नहीं खाता
rules-too-many-fields = डोमेन में { $most } से अधिक कस्टम फ़ील्ड हो जाएँगे
rules-needs-choices = कम से कम एक विकल्प लिखें, हर पंक्ति में एक
rules-not-a-regex = यह रेगुलर एक्सप्रेशन नहीं है: { $value }
rules-position = मान 0 से 9999 तक का पूर्णांक होना चाहिए
rules-slug = “{ $value }” में केवल अक्षर, अंक, “_” और “-” हो सकते हैं
rules-field-of-profiles = ये प्रोफ़ाइल फ़ील्ड तय करती हैं; पहले इन्हें हटाएँ: { $names }
rules-profile-in-use = कुछ कार्यकर्ताओं की यह प्रोफ़ाइल है: पहले उन्हें दूसरी प्रोफ़ाइल दें
rules-role-more-rights = इस भूमिका में ऐसी अनुमतियाँ हैं जो आपके पास नहीं हैं
rules-role-name-in-use = जब तक कार्यकर्ताओं की यह भूमिका है, नाम नहीं बदला जा सकता
rules-role-in-use = भूमिका उपयोग में है: पहले उसके धारकों को दूसरी भूमिका दें
rules-not-in-future = तारीख भविष्य में होनी चाहिए
rules-key-per-domain = हर डोमेन के लिए अलग कुंजी बनाएँ
rules-first-password = सभी डोमेन के लिए कुंजी बनाने से पहले अपना पहला पासवर्ड बदलें
rules-role-needs-domain = भूमिका के लिए डोमेन चाहिए: हर भूमिका एक ही डोमेन की होती है
rules-day = महीना 03-2027 के रूप में, या दिन 2027-03-31 के रूप में लिखें
rules-repeated-worker = पंक्ति { $row } में यही कार्यकर्ता है: दोनों में से एक पंक्ति हटाएँ
rules-other-domain = मान “{ $value }” होना चाहिए, जो आयात का डोमेन है
rules-unconfirmed-active = बिना पुष्टि का खाता सक्रिय नहीं हो सकता
rules-error-text = यह स्प्रेडशीट की त्रुटि है; इसे ठीक करें
rules-cell =
    { $problem ->
        [error] सेल में स्प्रेडशीट की त्रुटि है; इसे ठीक करें
        [date] सेल का प्रारूप तारीख का है, पर उसमें तारीख नहीं है; इसे ठीक करें
        [digits] संख्या में उतने से अधिक अंक हैं जितने संख्या वाले सेल में आते हैं; कॉलम को पाठ के रूप में फ़ॉर्मैट करें और मान फिर से लिखें
        [formula] सूत्र का कोई सहेजा हुआ मान नहीं है; वर्कबुक को स्प्रेडशीट प्रोग्राम में खोलें, सहेजें और फिर से अपलोड करें
       *[merged] कई कॉलमों के सेल मिले हुए हैं
    }
rules-no-header = एक सेल का शीर्षक नहीं है
rules-cell-count = पंक्ति में { $found } सेल हैं, पर शीर्षक में { $expected }; फ़ाइल शायद अधूरी है, या कोई उद्धरण चिह्न छूट गया है
rules-not-an-object = पंक्ति JSON ऑब्जेक्ट नहीं है; फ़ाइल शायद अधूरी है
rules-column-per-field = हर कस्टम फ़ील्ड के लिए अलग कॉलम चाहिए: “data: field”
rules-unsupported = यह कॉलम समर्थित नहीं है; इसे खाली छोड़ें
rules-group-row = शीट “groups” की पंक्ति { $row }: { $problem }
rules-group-name-taken = “{ $value }” नाम का दूसरा समूह है
rules-not-flag = “{ $value }” true या false नहीं है
rules-group-without-name = एक समूह का नाम नहीं है
rules-group-id = आईडी बहुत लंबी है
rules-too-many-groups = { $most } से अधिक समूह हैं
rules-cannot-undo = आयात पूर्ववत नहीं किया जा सकता: { $reason }
rules-undo-undone = यह पहले ही पूर्ववत हो चुका है
rules-undo-changed = ये कार्यकर्ता उसके बाद बदले गए: { $names }
rules-undo-submitted = इससे बने कार्यकर्ताओं ने उसके बाद फ़ॉर्म सबमिट किए हैं
rules-undo-deleted = इसके कुछ कार्यकर्ता उसके बाद हटा दिए गए
rules-too-many-webhooks = डोमेन में पहले से { $most } वेबहुक हैं, जो सीमा है
rules-payload-without-people = लोगों के बदलाव शामिल होने चाहिए: “commcare” सामग्री में और कोई नहीं होते
rules-unknown-kind = “{ $value }” किसी बदलाव का प्रकार नहीं है: *, person.* जैसा रिकॉर्ड, या person.created जैसा प्रकार लिखें
rules-nothing-waiting = कोई बदलाव प्रतीक्षा में नहीं है
rules-unknown-change = यह किसी बदलाव का क्रमांक होना चाहिए, 0 से { $last } तक
rules-change-or-cursor = यह किसी बदलाव का क्रमांक या कर्सर होना चाहिए
rules-nothing-to-test = डोमेन में कोई सक्रिय कार्यकर्ता नहीं है जिसे परीक्षण के लिए भेजा जा सके
rules-not-a-url = यह URL होना चाहिए, जैसे https://example.org/roster
rules-not-https = URL https:// से शुरू होना चाहिए
rules-http-not-listed = URL https:// से शुरू होना चाहिए; http:// केवल उन नेटवर्क के लिए है जिन्हें ऑपरेटर webhook_networks में लिखता है
rules-url-credentials = URL में उपयोगकर्ता नाम या पासवर्ड नहीं होना चाहिए
rules-url-fragment = URL में फ़्रैगमेंट (#) नहीं होना चाहिए
rules-address-refused = { $address } { $kind } है, और webhook_networks में नहीं लिखा है
rules-address-kind =
    { $kind ->
        [metadata] क्लाउड प्रदाताओं का मेटाडेटा पता
        [provider] किसी क्लाउड प्रदाता का मेटाडेटा पता
        [unspecified] अनिर्दिष्ट पता
        [private] निजी पता
        [loopback] लूपबैक पता
        [link] लिंक-लोकल पता
        [reserved] आरक्षित पता
        [documentation] दस्तावेज़ीकरण का पता
        [multicast] मल्टीकास्ट पता
       *[tls] ऐसा पता जिसे https:// चाहिए
    }
rules-of-host = { $host }: { $problem }
