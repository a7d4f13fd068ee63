fields-title = कस्टम फ़ील्ड
fields-hint = लोगों के बारे में अतिरिक्त जानकारी। घोषित फ़ील्ड हर कार्यकर्ता के लिए दिखाए जाते हैं। अघोषित फ़ील्ड आने वाले डेटा के साथ बने हैं।
fields-none = अभी कोई कस्टम फ़ील्ड नहीं है।
fields-add = फ़ील्ड जोड़ें
fields-submit = फ़ील्ड जोड़ें
fields-edit = { $name } में बदलाव करें
fields-key = कुंजी
fields-key-is = कुंजी:
fields-key-hint = API और स्प्रेडशीट में नाम: अक्षर, अंक, _ और -। इसे बाद में बदला नहीं जा सकता।
fields-label = लेबल
fields-label-hint = कंसोल में नाम। कुंजी का उपयोग करने के लिए खाली छोड़ें।
fields-type = प्रकार
fields-choices = विकल्प
fields-choices-hint = हर पंक्ति में एक। इस प्रकार के किसी भी मान की अनुमति देने के लिए खाली छोड़ें। मौजूदा मान नहीं बदलते।
fields-declared = घोषित
fields-undeclared = अघोषित
fields-required = अनिवार्य
fields-searchable = खोजने योग्य
fields-declared-check = घोषित: हर कार्यकर्ता के लिए दिखाया जाता है
fields-required-check = अनिवार्य: हर कार्यकर्ता के लिए मान ज़रूरी है
fields-searchable-check = खोजने योग्य: खोज इसके शब्दों से लोगों को ढूँढती है
fields-position = फ़ॉर्म में क्रम
fields-position-hint = एक संख्या। समान संख्या वाले फ़ील्ड उसी क्रम में होते हैं जिसमें वे जोड़े गए थे।
fields-pattern = पैटर्न
fields-pattern-hint = एक रेगुलर एक्सप्रेशन जिससे पूरा मान मेल खाना चाहिए, जैसे
fields-pattern-hint-end = ।
fields-message = संदेश
fields-message-hint = पैटर्न से मेल न खाने वाले मान के लिए दिखाया जाता है।

fields-type-text = टेक्स्ट
fields-type-number = संख्या
fields-type-integer = पूर्ण संख्या
fields-type-date = तारीख
fields-type-datetime = तारीख और समय
fields-type-boolean = हाँ या नहीं
fields-type-choice = एक विकल्प
fields-type-multiple = कई विकल्प
fields-type-json = JSON

fields-delete = फ़ील्ड हटाएँ
fields-delete-title = क्या फ़ील्ड { $name } को हटाना है?
fields-delete-people =
    { $count ->
        [0] किसी के पास मान नहीं है।
        [one] { $count } व्यक्ति का मान हटाया जाता है।
       *[other] { $count } लोगों के मान हटाए जाते हैं।
    }
fields-delete-profiles =
    { $count ->
        [one] पहले वह प्रोफ़ाइल हटाएँ जो इसे तय करती है: { $names }।
       *[other] पहले वे { $count } प्रोफ़ाइलें हटाएँ जो इसे तय करती हैं: { $names }।
    }
fields-delete-final = इसे पूर्ववत नहीं किया जा सकता।

fields-profiles = प्रोफ़ाइलें
fields-profiles-hint = प्रोफ़ाइल कार्यकर्ता के कई फ़ील्ड एक साथ तय करती है। ये मान कार्यकर्ता के पेज पर बदले नहीं जा सकते।
fields-profiles-none = अभी कोई प्रोफ़ाइल नहीं है।
fields-profile-id = प्रोफ़ाइल ID
fields-profile-values = मान
fields-profile-values-hint = खाली छोड़े गए फ़ील्ड हर कार्यकर्ता में बदले जा सकते हैं।
fields-profile-not-set = तय नहीं
fields-profile-add = प्रोफ़ाइल जोड़ें
fields-profile-submit = प्रोफ़ाइल जोड़ें
fields-profile-named = प्रोफ़ाइल { $name }
fields-profile-delete = प्रोफ़ाइल हटाएँ
fields-profile-delete-title = क्या प्रोफ़ाइल { $name } को हटाना है?
fields-profile-delete-hint = केवल वही प्रोफ़ाइल हटाई जा सकती है जो किसी कार्यकर्ता के पास नहीं है। इसे पूर्ववत नहीं किया जा सकता।
fields-choice-repeated = “{ $choice }” एक से अधिक बार लिखा है
