# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = साइन इन करें
account-session-ended = आपका सत्र समाप्त हो गया है। जारी रखने के लिए साइन इन करें। पासवर्ड को छोड़कर आपका लिखा हुआ सुरक्षित है।
account-provider-away = { $name } इस समय जवाब नहीं दे रहा है।
account-provider-away-password = आप अपने पासवर्ड से साइन इन कर सकते हैं।
account-sign-in-with = { $name } से साइन इन करें
account-forgot-before = पासवर्ड भूल गए? इस सर्वर को चलाने वाले व्यक्ति से यह कमांड चलाने को कहें:
account-programs-before = प्रोग्राम इसका उपयोग करते हैं:
account-code-title = अपना कोड लिखें
account-code-hint = अपने प्रमाणक ऐप से 6 अंकों का कोड लिखें। ऐप न हो तो रिकवरी कोड लिखें।
account-code = कोड
account-back-to-sign-in = साइन इन पर वापस जाएँ
account-resumed-title = आप फिर से साइन इन हो गए हैं
account-wrong-password = ईमेल पता या पासवर्ड गलत है।
account-wrong-code = कोड गलत है या उसकी अवधि समाप्त हो गई है। हर कोड एक बार काम करता है। अगले कोड की प्रतीक्षा करें।
account-timed-out = साइन इन का समय समाप्त हो गया। अपना पासवर्ड फिर लिखें।
account-passwords-off = इस सर्वर पर पासवर्ड बंद हैं। नीचे दिए बटन का उपयोग करें।
account-oidc-expired = यह साइन इन समाप्त हो गया है, या इसे किसी दूसरे ब्राउज़र या टैब ने शुरू किया था। फिर साइन इन करें।
account-oidc-refused = { $name } ने आपको साइन इन नहीं किया ({ $error })। फिर कोशिश करें।
account-oidc-email-not-verified = { $name } ने आपके ईमेल पते की पुष्टि नहीं की है, इसलिए आपका खाता नहीं मिल सकता। वहाँ पते की पुष्टि करें, फिर साइन इन करें।
account-oidc-other-identity = खाता { $email } { $name } पर किसी दूसरे खाते से जुड़ा है। उस खाते से साइन इन करें, या इस सर्वर को चलाने वाले व्यक्ति से यह चलाने को कहें: roster web-user unlink { $email }
account-oidc-no-account = यहाँ { $email } के लिए कोई खाता नहीं है। अपने डोमेन के व्यवस्थापक से निमंत्रण माँगें।
account-oidc-deactivated = आपका खाता निष्क्रिय है। अपने डोमेन के व्यवस्थापक से पूछें।
account-oidc-away-password = { $name } जवाब नहीं दे रहा है। अपने पासवर्ड से साइन इन करें, या बाद में फिर कोशिश करें।
account-oidc-away = { $name } जवाब नहीं दे रहा है। बाद में फिर कोशिश करें।
account-oidc-invalid = { $name } का जवाब मान्य नहीं है। फिर साइन इन करें। अगर त्रुटि बनी रहे, तो इस सर्वर को चलाने वाले व्यक्ति से संपर्क करें।
account-oidc-not-allowed = { $name } पर आपका खाता यहाँ साइन इन नहीं कर सकता। अपने संगठन के खाते का उपयोग करें, या इस सर्वर को चलाने वाले व्यक्ति से संपर्क करें।

# Passwords.
account-current-password = मौजूदा पासवर्ड
account-new-password = नया पासवर्ड
account-repeat-password = पासवर्ड दोबारा लिखें
account-password-hint = कम से कम 8 अक्षर। कई शब्द याद रखने में आसान और अनुमान लगाने में कठिन होते हैं।
account-passwords-differ = पासवर्ड मेल नहीं खाते
account-link-expired = इस लिंक की अवधि समाप्त हो गई है

# A worker's password link.
account-set-title = अपना पासवर्ड सेट करें
account-set-username = आपका उपयोगकर्ता नाम है
account-set-hint = ऐसा पासवर्ड चुनें जिसका अनुमान लगाना कठिन हो। अंकों और चिह्नों की तुलना में कई शब्द याद रखना आसान है।
account-set-button = पासवर्ड सेट करें
account-set-done-title = पासवर्ड सेट हो गया
account-set-done-before = अपने डिवाइस पर नए पासवर्ड से इस नाम से साइन इन करें:
account-set-done-after = यह लिंक दोबारा काम नहीं करेगा।
account-set-expired-hint = लिंक एक बार, अवधि समाप्त होने तक और नया लिंक भेजे जाने तक ही काम करता है। भेजने वाले से नया लिंक माँगें।

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = पासवर्ड पर्चियाँ
account-slips-count =
    { $count ->
        [one] { $count } पर्ची
       *[other] { $count } पर्चियाँ
    }
account-slips-hint = पर्चियाँ अभी प्रिंट करें और हर पर्ची केवल उसके कार्यकर्ता को दें: जिसके पास लिंक है, वह पासवर्ड सेट कर सकता है।
account-slips-back = वापस
account-slip-valid-until = इस समय तक मान्य
account-slip-instruction = कोड स्कैन करें या ब्राउज़र में लिंक खोलें, और अपना पासवर्ड चुनें। लिंक एक ही बार काम करता है।
account-slip-qr = लिंक का QR कोड

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = { $domain } से जुड़ें
account-join-invited-before = आपको इस डोमेन में आमंत्रित किया गया है:
account-join-invited-as = इस रूप में:
account-join-invited-role = , भूमिका { $role }।
account-join-sign-in-known = अगर इस सर्वर पर आपका खाता है, तो स्वीकार करने के लिए साइन इन करें।
account-join-sign-in = स्वीकार करने के लिए साइन इन करें।
account-join-other = आप { $user } के रूप में साइन इन हैं। साइन आउट करें, फिर लिंक दोबारा खोलें।
account-join-needs-password = हो सकता है कोई और आपका पासवर्ड जानता हो। नया पासवर्ड चुनें, जो आपके सभी डोमेन खोलता है।
account-join-new-account = खाता बनाएँ
account-join-create = खाता बनाएँ
account-join-expired-hint = निमंत्रण एक बार, 7 दिनों तक और नया निमंत्रण भेजे जाने तक ही काम करता है। भेजने वाले से नया लिंक माँगें।

# The choice of a domain.
account-domains-title = डोमेन
account-domains-first-password-before = आपका पासवर्ड आपके लिए चुना गया था। इसे यहाँ बदलें:
account-domains-first-password-link = आपके खाते का पृष्ठ
account-domains-first-password-after = : तब तक यह केवल एक डोमेन खोलता है।
account-domains-invited = आपको आमंत्रित किया गया है:
account-domains-join = जुड़ें
account-domains-none = आपके पास अभी किसी डोमेन की पहुँच नहीं है। इस सर्वर को चलाने वाले व्यक्ति से यह चलाने को कहें:
account-domains-choose = डोमेन चुनें।

# The account page.
account-title = खाता
account-your-domains = आपके डोमेन
account-change-password = पासवर्ड बदलें
account-language-browser = ब्राउज़र की भाषा
account-language-hint = आपके सभी ब्राउज़रों के लिए। साइन आउट होने पर ब्राउज़र की भाषा लागू होती है।
account-factor = दो-चरणीय प्रमाणीकरण
account-factor-since = तब से:
account-factor-codes-left = बचे हुए रिकवरी कोड: { $count }।
account-factor-code = आपके ऐप का कोड, या रिकवरी कोड
account-factor-renew = नए रिकवरी कोड बनाएँ
account-factor-turn-off = बंद करें
account-factor-turn-on = चालू करें
account-factor-other-app = दूसरा ऐप सेट करें
account-factor-change = बदलें
account-factor-off-hint = दो-चरणीय प्रमाणीकरण के साथ, साइन इन करने के लिए आपका पासवर्ड और आपके फ़ोन के ऐप का कोड चाहिए।
account-factor-set-up = सेट करें
account-factor-title = दो-चरणीय प्रमाणीकरण सेट करें
account-factor-install = अगर आपके फ़ोन में प्रमाणक ऐप नहीं है, तो इंस्टॉल करें।
account-factor-scan = ऐप से यह QR कोड स्कैन करें:
account-factor-qr = नीचे दी गई कुंजी वाला QR कोड
account-factor-key = या यह कुंजी लिखें:
account-factor-enter-code = ऐप से 6 अंकों का कोड लिखें
account-codes-title = रिकवरी कोड
account-codes-hint = फ़ोन पास न होने पर साइन इन करने के लिए रिकवरी कोड का उपयोग करें। हर कोड एक बार काम करता है।
account-codes-save = इन्हें अभी सहेज लें: आप इन्हें दोबारा नहीं देख सकेंगे।
account-confirm-title = अपने पासवर्ड की पुष्टि करें
account-confirm-hint = अपने खाते की सुरक्षा बदलने के लिए अपना पासवर्ड फिर लिखें। यह 10 मिनट तक मान्य है।
account-confirm = पुष्टि करें
account-sessions = सक्रिय सत्र
account-sessions-browser = ब्राउज़र
account-sessions-address = IP पता
account-sessions-signed-in = साइन इन
account-sessions-last-used = पिछला उपयोग
account-sessions-current = यह सत्र
account-sessions-end = समाप्त करें
account-sessions-end-which = सत्र: { $browser }, { $address }
account-sessions-end-others = अन्य सभी सत्र समाप्त करें
account-browser-on = { $system } पर { $browser }
account-browser-unknown = अज्ञात ब्राउज़र
account-throttled-seconds =
    { $count ->
        [one] बहुत अधिक असफल प्रयास। { $count } सेकंड बाद फिर कोशिश करें।
       *[other] बहुत अधिक असफल प्रयास। { $count } सेकंड बाद फिर कोशिश करें।
    }
account-throttled-minutes =
    { $count ->
        [one] बहुत अधिक असफल प्रयास। { $count } मिनट बाद फिर कोशिश करें।
       *[other] बहुत अधिक असफल प्रयास। { $count } मिनट बाद फिर कोशिश करें।
    }
