# What ends a sentence.
errors-full-stop = ।

# Problems of fields. They follow the name of a column or become a sentence below an input, which then
# begins with a capital letter. In English some lack their subject, which the code adds.
errors-required-field = यह फ़ील्ड आवश्यक है
errors-required = यह फ़ील्ड आवश्यक है
errors-empty = मान खाली नहीं होना चाहिए
errors-use-at-most = अधिकतम { $most } वर्णों का उपयोग करें
errors-too-long = मान { $most } वर्णों से अधिक लंबा नहीं होना चाहिए
errors-unstorable = मान में वर्ण U+0000 नहीं होना चाहिए
errors-whole-number = मान पूर्णांक होना चाहिए
errors-number = मान संख्या होना चाहिए
errors-text = मान पाठ होना चाहिए
errors-true-or-false = मान “true” या “false” होना चाहिए
errors-json-object = मान JSON ऑब्जेक्ट होना चाहिए
errors-not-of-type =
    { $type ->
        [integer] मान पूर्णांक होना चाहिए
        [float] मान संख्या होना चाहिए
        [boolean] मान सही या गलत होना चाहिए
        [date] मान तारीख होना चाहिए
        [datetime] मान समय सहित तारीख होना चाहिए
        [fixed] मान विकल्पों में से एक होना चाहिए
        [json] मान JSON होना चाहिए
       *[other] मान पाठ होना चाहिए
    }
errors-unknown-choice = “{ $value }” अनुमत मानों में से नहीं है
errors-not-editable = यह फ़ील्ड अज्ञात है या केवल पढ़ने के लिए है
errors-taken = “{ $value }” पहले से उपयोग में है
errors-unknown = “{ $value }” मौजूद नहीं है
errors-domain-name = नाम में 1 से 63 वर्ण a-z, 0-9 और “-” होने चाहिए, और वह “-” से शुरू नहीं होना चाहिए; जैसे “north-2026”
errors-email = “{ $value }” ईमेल पता नहीं है
errors-phone = “{ $value }” फ़ोन नंबर नहीं है: { $cause }
errors-phone-characters = अंकों का उपयोग करें, और विभाजक के रूप में रिक्त स्थान, “-”, “.”, “(” और “)”
errors-phone-length = इसमें 1 से 20 अंक होने चाहिए
errors-phone-negative = यह ऋण चिह्न से शुरू होता है
errors-phone-decimals = इसमें दशमलव है: कॉलम को पाठ के रूप में फ़ॉर्मैट करें
errors-phone-exponent = यह वैज्ञानिक संकेतन में है: कॉलम को पाठ के रूप में फ़ॉर्मैट करें
errors-phone-several = इसमें दो नंबर हैं: हर एक के लिए अलग कॉलम का उपयोग करें
errors-phone-trunk-zero = देश के कोड के बाद का “(0)” हटा दें
errors-username-not-email = “{ $value }” मान्य ईमेल पता नहीं है
errors-username-special = “{ $full }” के “{ $local }” में विशेष वर्ण नहीं होने चाहिए
errors-username-host = उपयोगकर्ता नाम “@{ $got }” पर समाप्त होता है, लेकिन “@{ $expected }” पर समाप्त होना चाहिए
errors-username-taken = “{ $value }” पहले से उपयोग में है या आरक्षित है
errors-password-or-connect = पासवर्ड या connect_username आवश्यक है
errors-password-weak = पासवर्ड बहुत कमज़ोर है; इसे लंबा करें या किसी आम शब्द से कम मिलता-जुलता बनाएँ
errors-password-too-long = पासवर्ड 1,024 बाइट से लंबा नहीं होना चाहिए
errors-confirmation-email = पुष्टि संदेश के लिए ईमेल पता आवश्यक है
errors-confirmation-password = पासवर्ड नहीं देना चाहिए: खाते का स्वामी पुष्टि करते समय इसे चुनता है
errors-confirmation-not-required = इस फ़ील्ड के लिए require_account_confirmation भी आवश्यक है
errors-already-confirmed = खाते की पुष्टि पहले ही हो चुकी है
errors-unknown-groups = अज्ञात समूह: { $names }
errors-unknown-users = अज्ञात उपयोगकर्ता: { $names }
errors-unknown-locations = अज्ञात स्थान: { $names }
errors-and-more = { $names } और { $count } अन्य
errors-unknown-role = भूमिका “{ $name }” मौजूद नहीं है
errors-unknown-profile = प्रोफ़ाइल मौजूद नहीं है
errors-profile-conflict = प्रोफ़ाइल मौजूदा डेटा से टकराती है
errors-controlled = “{ $key }” सीधे सेट नहीं किया जा सकता
errors-locations-together = primary_location और locations एक साथ सेट होने चाहिए
errors-primary-not-among = प्राथमिक स्थान इन स्थानों में से एक होना चाहिए
errors-location-incomplete = नए स्थान के लिए नाम और संगठन स्तर आवश्यक हैं
errors-location-type-required = संगठन स्तर आवश्यक है
errors-unknown-parent = मूल स्थान मौजूद नहीं है
errors-parent-childless = मूल स्थान के उप-स्थान नहीं हो सकते
errors-parent-of-other-type = मूल स्थान के इस स्तर के उप-स्थान नहीं हो सकते
errors-sibling-name = इसी नाम और मूल स्थान वाला स्थान मौजूद है
errors-site-code = कोड में केवल अक्षर, अंक, “-” और “_” होने चाहिए
errors-site-code-taken = कोई अन्य स्थान इस साइट कोड का उपयोग करता है
errors-unknown-location-type = संगठन स्तर “{ $name }” मौजूद नहीं है
errors-type-not-for-parent = संगठन स्तर मूल स्थान के लिए मान्य नहीं है
errors-type-with-children = उप-स्थानों वाले स्थान का स्तर नहीं बदला जा सकता
errors-circular = यह अपने ही अंदर आ जाएगा
errors-of-site = { $problem } (साइट कोड { $code })
errors-of-field = { $label }: { $problem }
errors-unknown-field = कस्टम फ़ील्ड “{ $key }” मौजूद नहीं है
errors-unknown-field-similar = कस्टम फ़ील्ड “{ $key }” मौजूद नहीं है; क्या आपका मतलब “{ $similar }” था?
errors-degrees = “{ $value }” -{ $limit } और { $limit } के बीच डिग्री की संख्या नहीं है
errors-merge-username = कार्यकर्ता को किसी अन्य व्यक्ति में नहीं मिलाया जा सकता: उपयोगकर्ता नाम खो जाएगा
errors-standard-field = यह मानक फ़ील्ड “{ $name }” है, कस्टम विशेषता नहीं
errors-too-many-items = सूची में { $most } से अधिक आइटम नहीं होने चाहिए
errors-too-many-bytes = मान JSON के रूप में { $limit } बाइट से बड़ा नहीं होना चाहिए (इसमें { $size } हैं)
errors-too-many-words = खोज में { $most } से अधिक अलग शब्द नहीं होने चाहिए
errors-too-many-conditions = फ़िल्टर में { $most } से अधिक शर्तें नहीं होनी चाहिए

# Errors of forms as a whole.
errors-conflict = आपके फ़ॉर्म खोलने के बाद किसी अन्य उपयोगकर्ता ने इसे बदल दिया है, इसलिए कुछ भी सहेजा नहीं गया। आपका इनपुट नीचे है। फिर भी इसे सहेजने के लिए सहेजें बटन फिर दबाएँ
errors-outside-locations = आप केवल अपने स्थानों पर कार्यकर्ता जोड़ सकते हैं। उनमें से कम से कम एक चुनें, और कोई दूसरा नहीं।
errors-last-admin = यह डोमेन “{ $domain }” का अंतिम सक्रिय व्यवस्थापक है: पहले किसी अन्य सदस्य को व्यवस्थापक बनाएँ

# Error pages: the title and the advice for a status.
errors-title-forbidden = अनुमति नहीं है
errors-hint-forbidden = डोमेन के व्यवस्थापक से पहुँच माँगें।
errors-title-not-found = नहीं मिला
errors-hint-not-found = रिकॉर्ड हटा दिया गया है, या पता गलत है।
errors-title-not-now = अभी संभव नहीं है
errors-hint-not-now = वापस जाएँ और ऊपर दी गई सलाह का पालन करें।
errors-title-too-many = बहुत अधिक प्रयास
errors-hint-too-many = थोड़ा रुकें, फिर से प्रयास करें।
errors-title-busy = सर्वर व्यस्त है
errors-hint-busy = कुछ सेकंड में फिर से प्रयास करें।
errors-title-server = सर्वर त्रुटि
errors-hint-server = फिर से प्रयास करें। यदि त्रुटि बनी रहे, तो सर्वर चलाने वाले व्यक्ति से संपर्क करें।
errors-title-failed = अनुरोध विफल रहा
errors-hint-failed = वापस जाएँ और फिर से प्रयास करें।

# Error pages: what is wrong. A text without a full stop becomes a sentence, as above.
errors-in-log = विवरण सर्वर लॉग में नीचे दी गई अनुरोध ID के अंतर्गत हैं।
errors-need-permission = आपको अनुमति { $permission } की आवश्यकता है।
errors-not-found =
    { $what ->
        [group] समूह नहीं मिला
        [location] स्थान नहीं मिला
        [person] व्यक्ति नहीं मिला
        [worker] कार्यकर्ता नहीं मिला
        [user] उपयोगकर्ता नहीं मिला
        [role] भूमिका नहीं मिली
        [webhook] वेबहुक नहीं मिला
        [profile] प्रोफ़ाइल नहीं मिली
        [field] फ़ील्ड नहीं मिली
        [import] आयात नहीं मिला
        [table] फ़ाइल नहीं मिली
        [invitation] आमंत्रण नहीं मिला
        [link] लिंक नहीं मिला
        [change] बदलाव नहीं मिला
       *[other] आइटम नहीं मिला
    }
errors-denied-not-a-member = अनुमति नहीं है: आप इस प्रोजेक्ट के सदस्य नहीं हैं
errors-denied-outside-locations = अनुमति नहीं है: कार्यकर्ता आपके स्थानों से बाहर है।
errors-denied-more-rights = अनुमति नहीं है: इस सदस्य के पास ऐसी अनुमतियाँ हैं जो आपके पास नहीं हैं
errors-denied-not-operator = अनुमति नहीं है: यह सर्वर के संचालकों के लिए है: `roster web-user operator EMAIL` किसी वेब उपयोगकर्ता को संचालक बनाता है
errors-denied-quota = अनुमति नहीं है: इस प्रोजेक्ट के रिकॉर्ड { $bytes } बाइट के कोटे से अधिक हो जाएँगे: कुछ हटाएँ, या सर्वर के संचालक से बड़ा कोटा माँगें
errors-denied-password-not-confirmed = अनुमति नहीं है: पहले अपना पासवर्ड फिर दर्ज करें
errors-changed-since-read = पढ़े जाने के बाद यह बदल गया है; इसे फिर से लोड करें
errors-throttled = बहुत अधिक अनुरोध; { $seconds } सेकंड में फिर से प्रयास करें
errors-concurrent = एक साथ हुए बदलाव से टकराव; फिर से प्रयास करें
errors-unavailable = निर्देशिका अस्थायी रूप से उपलब्ध नहीं है; बाद में फिर से प्रयास करें
errors-no-route = इस पते पर कोई संसाधन नहीं है।
errors-method = यह विधि अनुमत नहीं है। अनुमत: { $allowed }।
errors-body-broken = सामग्री पढ़ी नहीं जा सकती।
errors-body-too-large = सामग्री बहुत बड़ी है।
errors-body-too-slow = सामग्री बहुत धीरे भेजी गई।
errors-uri-too-long = पता बहुत लंबा है।
errors-form-expired = यह फ़ॉर्म समाप्त हो गया है। पेज फिर से लोड करें और दोबारा प्रयास करें।
