web-users-title = वेब उपयोगकर्ता
web-users-add = वेब उपयोगकर्ता जोड़ें
web-users-hint = वेब उपयोगकर्ता इस कंसोल में साइन इन करते हैं। उनकी कुंजियाँ प्रोग्रामों को CommCare API की पहुँच देती हैं।
web-users-role = भूमिका
web-users-role-choose = भूमिका चुनें
web-users-role-hint = केवल वे भूमिकाएँ दिखाई गई हैं जिनकी अनुमतियाँ आपके पास हैं।
web-users-role-admin = व्यवस्थापक
web-users-role-deleted = हटाई गई भूमिका
web-users-active = सक्रिय
web-users-deactivated = निष्क्रिय
web-users-invitations = निमंत्रण
web-users-link-expires = लिंक की समाप्ति
web-users-expired = समाप्त
web-users-withdraw = वापस लें
web-users-withdraw-which = { $email } का निमंत्रण
web-users-new-hint = अगले पृष्ठ पर इस व्यक्ति को भेजने के लिए एक लिंक दिखता है। वे अपने खाते से जुड़ते हैं, या नया बनाते हैं।
web-users-invite = निमंत्रण बनाएँ
web-users-invited-title = वेब उपयोगकर्ता आमंत्रित
web-users-invited-send = यह लिंक इन्हें भेजें:
web-users-invited-hint = । इससे वे अपने खाते से जुड़ते हैं या नया बनाते हैं। यह एक बार काम करता है, इस समय तक:
web-users-invited-once = आप इसे दोबारा नहीं देख सकेंगे।
web-users-deactivate = निष्क्रिय करें
web-users-reactivate = फिर सक्रिय करें
web-users-access = पहुँच
web-users-own = यह आपका अपना खाता है। दूसरी भूमिका से आप अनुमतियाँ खो सकते हैं।
web-users-locations = स्थान
web-users-primary = मुख्य स्थान
web-users-primary-first = पहला चुना गया स्थान
web-users-total =
    { $count ->
        [one] { $count } वेब उपयोगकर्ता
       *[other] { $count } वेब उपयोगकर्ता
    }
