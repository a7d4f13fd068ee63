labels-title = कंपनियाँ, टैग और सूचियाँ
# The tabs above the list.
labels-kinds = प्रकार
labels-companies = कंपनियाँ
labels-tags = टैग
labels-lists = सूचियाँ
labels-add =
    { $kind ->
        [company] कंपनी जोड़ें
        [tag] टैग जोड़ें
       *[list] सूची जोड़ें
    }
labels-edit =
    { $kind ->
        [company] कंपनी में बदलाव करें
        [tag] टैग में बदलाव करें
       *[list] सूची में बदलाव करें
    }
labels-none =
    { $kind ->
        [company] अभी कोई कंपनी नहीं है।
        [tag] अभी कोई टैग नहीं है।
       *[list] अभी कोई सूची नहीं है।
    }
labels-total = कुल: { $count }
labels-description = विवरण

labels-people-none = अभी कोई व्यक्ति नहीं है। नीचे से जोड़ें।
labels-show-in-people = लोगों की सूची में दिखाएँ
labels-add-people = लोग जोड़ें
labels-add-search = जोड़ने के लिए लोग
labels-search-people = लोग खोजें
labels-already-added = (पहले से जोड़ा गया)
labels-tag-many-hint = एक साथ कई कार्यकर्ताओं को टैग देने के लिए, उन्हें लोगों की सूची में चुनें और “टैग जोड़ें” का उपयोग करें।

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = पहले कम से कम एक व्यक्ति चुनें
labels-error-limit = { $name } को नहीं जोड़ा जा सकता, क्योंकि एक व्यक्ति के अधिकतम { $most } टैग और { $most } सूचियाँ हो सकती हैं; कुछ नहीं बदला

labels-delete-title =
    { $kind ->
        [company] क्या कंपनी { $name } को हटाना है?
        [tag] क्या टैग { $name } को हटाना है?
       *[list] क्या सूची { $name } को हटाना है?
    }
labels-delete-people =
    { $count ->
        [one] इसे { $count } व्यक्ति से निकाला जाता है। व्यक्ति हटाया नहीं जाता।
       *[other] इसे { $count } लोगों से निकाला जाता है। लोग हटाए नहीं जाते।
    }
labels-delete-companies =
    { $count ->
        [one] इसे { $count } कंपनी से निकाला जाता है।
       *[other] इसे { $count } कंपनियों से निकाला जाता है।
    }
labels-delete-unused = इसे किसी से नहीं निकाला जाता।
labels-delete-final = इसे पूर्ववत नहीं किया जा सकता।
