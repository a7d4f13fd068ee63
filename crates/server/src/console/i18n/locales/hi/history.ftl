history-title = इतिहास
history-deleted-people = हटाए गए लोग
history-download = CSV डाउनलोड करें
history-filters = फ़िल्टर
history-record-type = रिकॉर्ड का प्रकार
history-record = रिकॉर्ड
history-record-hint = उपयोगकर्ता नाम, नाम या ID
history-from = कब से
history-to = कब तक
history-source = स्रोत
history-user = उपयोगकर्ता
history-filter = फ़िल्टर करें
history-results = परिणाम
history-no-results = कोई परिणाम नहीं।
history-none = अभी कोई बदलाव नहीं हुआ है।
history-order = सबसे नए पहले। तारीखें समय क्षेत्र { $zone } की हैं।
history-clear-filters = फ़िल्टर मिटाएँ
history-change = बदलाव
history-fields = फ़ील्ड
history-time = समय
history-number = क्र.
history-put-back = वापस लाएँ
history-put-back-change = बदलाव { $number }
history-newest = सबसे नए
history-older = और पुराने
history-date-invalid = तारीखें वर्ष-माह-दिन के रूप में लिखें, जैसे 2026-11-21।

history-kind-person = लोग
history-kind-group = समूह
history-kind-location = स्थान
history-kind-location-type = संगठन स्तर
history-kind-field = कस्टम फ़ील्ड
history-kind-profile = प्रोफ़ाइल
history-kind-role = भूमिकाएँ
history-kind-web-user = वेब उपयोगकर्ता
history-kind-invitation = निमंत्रण
history-kind-api-key = API कुंजियाँ
history-kind-app-key = User.com कुंजियाँ
history-kind-saved-filter = सहेजे गए फ़िल्टर
history-kind-tag = टैग
history-kind-list = सूचियाँ
history-kind-company = कंपनियाँ
history-kind-event = घटनाएँ
history-kind-webhook = वेबहुक
history-kind-domain = डोमेन

history-action = { $record }: { $verb }
history-action-record =
    { $kind ->
        [person] व्यक्ति
        [group] समूह
        [location] स्थान
        [location_type] संगठन स्तर
        [field] फ़ील्ड
        [profile] प्रोफ़ाइल
        [role] भूमिका
        [web_user] वेब उपयोगकर्ता
        [invitation] निमंत्रण
        [api_key] API कुंजी
        [app_key] User.com कुंजी
        [saved_filter] सहेजा गया फ़िल्टर
        [tag] टैग
        [list] सूची
        [company] कंपनी
        [event] घटना
        [webhook] वेबहुक
        [domain] डोमेन
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] बनाना
        [updated] बदलाव
        [deleted] हटाना
        [restored] बहाल करना
        [revoked] रद्द करना
       *[other] { $verb }
    }

history-yes = हाँ
history-no = नहीं
history-custom-field = कस्टम फ़ील्ड { $name }
history-field =
    { $field ->
        [people_columns] लोगों की सूची के कॉलम
        [username] उपयोगकर्ता नाम
        [first_name] पहला नाम
        [last_name] उपनाम
        [name] नाम
        [password] पासवर्ड
        [password_link] पासवर्ड लिंक
        [email] ईमेल पता
        [default_phone_number] मुख्य फ़ोन नंबर
        [phone_numbers] फ़ोन नंबर
        [language] भाषा
        [role] भूमिका
        [groups] समूह
        [locations] स्थान
        [primary_location] मुख्य स्थान
        [user_profile] प्रोफ़ाइल
        [profile] प्रोफ़ाइल
        [user_data] कस्टम डेटा
        [is_active] सक्रिय
        [is_account_confirmed] खाते की पुष्टि हुई
        [deactivate_after] इसके बाद निष्क्रिय करें
        [connect_username] Connect उपयोगकर्ता नाम
        [number] संख्या
        [key] कुंजी
        [custom_id] बाहरी ID
        [gender] लिंग
        [status] स्थिति
        [score] स्कोर
        [unsubscribed] सदस्यता समाप्त
        [notifications] सूचनाएँ
        [assigned_to] किसे सौंपा गया
        [tags] टैग
        [lists] सूचियाँ
        [case_sharing] केस साझा करना
        [reporting] रिपोर्टिंग
        [users] सदस्य
        [metadata] मेटाडेटा
        [site_code] साइट कोड
        [location_type_code] संगठन स्तर
        [parent_location_id] मूल स्थान
        [latitude] अक्षांश
        [longitude] देशांतर
        [external_id] बाहरी ID
        [location_data] कस्टम डेटा
        [code] कोड
        [parent] मूल
        [shares_cases] केस रखता है
        [view_descendants] उप-स्थानों के केस देखता है
        [administrative] प्रशासनिक
        [permissions] अनुमतियाँ
        [label] लेबल
        [value_type] मान का प्रकार
        [choices] विकल्प
        [declared] घोषित
        [position] क्रम
        [required] अनिवार्य
        [multiple] एक से ज़्यादा मान
        [pattern] पैटर्न
        [pattern_message] पैटर्न का संदेश
        [searchable] खोजने योग्य
        [values] मान
        [description] विवरण
        [size] आकार
        [employees] कर्मचारी
        [attributes] विशेषताएँ
        [wire] CommCare API के उत्तर
        [strong_passwords] मज़बूत पासवर्ड
        [digest_passwords] Digest प्रमाणीकरण
        [rate_limit] अनुरोधों की सीमा
        [domain_rate_limit] डोमेन के अनुरोधों की सीमा
        [custom_data_limit] कस्टम डेटा की सीमा
        [quota] कोटा
        [username_host] उपयोगकर्ता नाम का होस्ट
        [cases_url] केस का URL
        [history_days] इतिहास के दिन
        [enforce_fields] APIs में जाँच
        [query] क्वेरी
        [primary_location_id] मुख्य स्थान
        [assigned_location_ids] सौंपे गए स्थान
        [is_active_in_domain] डोमेन में सक्रिय
        [expires_at] समाप्ति का समय
        [prefix] उपसर्ग
        [domain] डोमेन
        [allowed_ips] अनुमत IP पते
        [contacts_only] केवल संपर्क
        [kinds] बदलावों के प्रकार
        [payload] सामग्री
        [active] सक्रिय
        [paused_reason] रोकने का कारण
       *[other] { $name }
    }
history-not-put-back = वापस नहीं किया गया:
