//! The column that an unknown header probably means.

use roster_model::{Field, WorkerField, closest_above, plain_letters};

use super::{
    SheetColumns, UnknownColumn,
    column::{Column, data_header},
};

/// The words that people's files have for columns, in the languages of the console: the name of the
/// column, and the words with commas between them. They are compared without case, accents and
/// punctuation.
const WORDS: [(&str, &str); 15] = [
    (
        "username",
        "login, user, user login, worker username, account name, mobile worker, \
         identifiant, nom d'utilisateur, utilisateur, usuario, nombre de usuario, \
         nome de usuário, usuário, उपयोगकर्ता नाम, यूज़रनेम, اسم المستخدم, المستخدم",
    ),
    ("user_id", "worker id, commcare id, commcare user id, user uuid"),
    (
        "password",
        "pass, pwd, passwd, passcode, pin, mot de passe, contraseña, clave, senha, \
         palavra-passe, पासवर्ड, كلمة المرور, كلمة السر",
    ),
    (
        "first_name",
        "given name, given names, forename, prénom, prénoms, nombre, nombres, \
         primer nombre, nome, primeiro nome, पहला नाम, प्रथम नाम, الاسم الأول",
    ),
    (
        "last_name",
        "surname, family name, second name, nom, nom de famille, apellido, apellidos, \
         primer apellido, sobrenome, apelido, último nome, उपनाम, कुलनाम, अंतिम नाम, \
         اسم العائلة, الاسم الأخير, اللقب",
    ),
    (
        "name",
        "full name, worker name, display name, nom complet, nom et prénom, \
         nombre completo, nombre y apellidos, nome completo, पूरा नाम, नाम, الاسم, \
         الاسم الكامل",
    ),
    (
        "email",
        "mail, email address, e-mail id, courriel, adresse e-mail, adresse électronique, \
         correo, correo electrónico, endereço de e-mail, correio eletrônico, ईमेल, \
         ईमेल पता, البريد الإلكتروني, البريد",
    ),
    (
        "phone-number",
        "phone, phone no, telephone, telephone number, tel, mobile, mobile number, \
         mobile phone, cell, cell phone, contact number, msisdn, whatsapp, téléphone, \
         numéro de téléphone, portable, numéro, teléfono, número de teléfono, celular, \
         móvil, telefone, número de telefone, telemóvel, फ़ोन, फ़ोन नंबर, मोबाइल, \
         मोबाइल नंबर, هاتف, الهاتف, رقم الهاتف, الجوال, رقم الجوال",
    ),
    (
        "language",
        "lang, preferred language, language code, langue, idioma, lengua, língua, भाषा, \
         اللغة, لغة",
    ),
    ("role", "user role, role name, rôle, rol, função, papel, भूमिका, الدور, دور"),
    (
        "group",
        "group name, team, case sharing group, groupe, équipe, grupo, equipo, equipe, \
         समूह, المجموعة, مجموعة",
    ),
    (
        "location_code",
        "location, site, site code, facility, facility code, location site code, \
         code du site, lieu, emplacement, ubicación, código de ubicación, local, \
         código do local, localização, स्थान, साइट कोड, الموقع, رمز الموقع",
    ),
    ("user_profile", "profile, profile name, profil, perfil, प्रोफ़ाइल, ملف التعريف"),
    ("is_active", "active, enabled, actif, activo, ativo, सक्रिय, نشط"),
    (
        "deactivate_after",
        "deactivate on, deactivation date, end date, date de fin, fecha de fin, \
         data de término",
    ),
];

/// Words for the whole name in a file that has no other part of a name.
const WHOLE_NAMES: [&str; 4] = ["nom", "nombre", "nombres", "nome"];

/// The shortest word that another spelling may mean, in letters.
const MIN_LETTERS: usize = 5;

/// How alike an unknown header and a name must be, from 0 to 1: a suggestion is selected in the console.
const MIN_LIKENESS: f64 = 0.75;

/// The columns that an import reads, in the order of exports, without custom fields.
pub fn column_names() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = WorkerField::columns()
        .filter(|(_, it)| it.set.is_some())
        .map(|(_, it)| it.header)
        .collect();
    let after_last_name = names.iter().position(|name| *name == "last_name").map_or(0, |at| at + 1);
    names.insert(after_last_name, "name");
    names
}

/// The name of the column of a custom field.
pub fn field_column(field: &Field) -> String {
    data_header(&field.slug)
}

/// The columns that unknown headers probably mean, as [`SheetColumns::suggestions`] without the rest of
/// the sheet.
pub fn similar_headers(headers: &[String], fields: &[Field]) -> Vec<Option<String>> {
    let unknown = |header: &String| UnknownColumn { header: header.clone(), values: Vec::new() };
    let unknown = headers.iter().map(unknown).collect();
    SheetColumns { headers: Vec::new(), unknown }.suggestions(fields)
}

impl SheetColumns {
    /// The column that each unknown header probably means, also of these custom fields. No two headers
    /// get the same column, except a list.
    pub fn suggestions(&self, fields: &[Field]) -> Vec<Option<String>> {
        let mut taken: Vec<Column> =
            self.headers.iter().filter_map(|header| Column::parse(header)).collect();
        let similar: Vec<Option<String>> =
            self.unknown.iter().map(|column| similar(&column.header, fields)).collect();
        let is_part = |name: &str| matches!(name, "first_name" | "last_name");
        let has_parts = taken.iter().any(|column| is_part(&column.name()))
            || self.unknown.iter().zip(&similar).any(|(column, similar)| {
                !is_whole_name(&column.header) && similar.as_deref().is_some_and(is_part)
            });
        let unknown = self.unknown.iter().zip(similar);
        let suggested = unknown.map(|(column, similar)| {
            let name = if is_whole_name(&column.header) && !has_parts {
                Some("name".to_owned())
            } else {
                similar
            };
            let column = Column::parse(name.as_deref()?)?;
            let is_free = !taken.iter().any(|known| known.excludes(&column));
            taken.push(column);
            name.filter(|_| is_free)
        });
        suggested.collect()
    }
}

/// The column that a header probably means: that of a custom field or of a word, else the most similar.
fn similar(header: &str, fields: &[Field]) -> Option<String> {
    let wanted = plain_letters(header);
    if wanted.is_empty() {
        return None;
    }
    let is_field = |field: &&Field| {
        [&field.slug, &field.label].into_iter().any(|name| plain_letters(name) == wanted)
    };
    if let Some(field) = fields.iter().find(is_field) {
        return Some(field_column(field));
    }
    if let Some(name) = named_by(&wanted) {
        return Some(name.to_owned());
    }
    // A list is numbered: `Phone 2`.
    let stem = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_list = |name: &&str| Column::parse(name).is_some_and(|column| column.is_list());
    if let Some(name) = named_by(stem).filter(is_list) {
        return Some(name.to_owned());
    }
    let own = column_names().into_iter().map(|name| (name, name.to_owned()));
    let custom = fields.iter().flat_map(|field| {
        [&field.slug, &field.label].map(|name| (name.as_str(), field_column(field)))
    });
    let words = WORDS.iter().flat_map(|(name, words)| {
        let is_long = |word: &&str| plain_letters(word).chars().count() >= MIN_LETTERS;
        words.split(", ").filter(is_long).map(|word| (word, (*name).to_owned()))
    });
    let known: Vec<(&str, String)> = own.chain(custom).chain(words).collect();
    let names = known.iter().map(|(name, _)| *name);
    let closest = closest_above(MIN_LIKENESS, header, names)?;
    known.into_iter().find(|(name, _)| *name == closest).map(|(_, column)| column)
}

/// The column that has this word, given in plain letters.
fn named_by(letters: &str) -> Option<&'static str> {
    let is_word = |words: &str| words.split(", ").any(|word| plain_letters(word) == letters);
    WORDS.iter().find(|(_, words)| is_word(words)).map(|(name, _)| *name)
}

fn is_whole_name(header: &str) -> bool {
    WHOLE_NAMES.contains(&plain_letters(header).as_str())
}

#[cfg(test)]
mod tests {
    use roster_model::{Field, FieldOptions, FieldType};

    use super::{
        super::{UnknownColumn, column::Column},
        SheetColumns, WORDS, column_names, similar,
    };

    /// The suggestions for the unknown ones of these headers.
    fn suggested(headers: &[&str], fields: &[Field]) -> Vec<String> {
        let is_unknown = |header: &&&str| Column::parse(header).is_none();
        let unknown =
            |header: &&str| UnknownColumn { header: (*header).to_owned(), values: Vec::new() };
        let columns = SheetColumns {
            headers: headers.iter().map(|header| (*header).to_owned()).collect(),
            unknown: headers.iter().filter(is_unknown).map(unknown).collect(),
        };
        columns.suggestions(fields).into_iter().map(Option::unwrap_or_default).collect()
    }

    fn field(slug: &str, label: &str) -> Field {
        Field {
            number: 1,
            slug: slug.to_owned(),
            label: label.to_owned(),
            value_type: FieldType::String,
            choices: Vec::new(),
            declared: true,
            options: FieldOptions::default(),
        }
    }

    #[test]
    fn words_of_all_languages_mean_columns() {
        for (header, expected) in [
            ("Login", Some("username")),
            ("Nom d’utilisateur", Some("username")),
            ("Phone", Some("phone-number")),
            ("Phone 2", Some("phone-number")),
            ("Teléfono", Some("phone-number")),
            ("TELEFONO", Some("phone-number")),
            ("Téléphones", Some("phone-number")),
            ("Mobile No.", Some("phone-number")),
            ("मोबाइल नंबर", Some("phone-number")),
            ("رقم الهاتف", Some("phone-number")),
            ("Contraseña", Some("password")),
            ("Mail", Some("email")),
            ("Surname", Some("last_name")),
            ("frist_name", Some("first_name")),
            ("Rôle", Some("role")),
            ("Site code", Some("location_code")),
            ("Idioma", Some("language")),
            ("shoe", None),
            ("shoe_size", None),
            ("42", None),
            ("***", None),
        ] {
            assert_eq!(similar(header, &[]).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn every_word_names_a_column_that_is_read() {
        for (name, words) in WORDS {
            assert!(column_names().contains(&name), "{name}");
            for word in words.split(", ") {
                assert_eq!(similar(word, &[]).as_deref(), Some(name), "{word}");
            }
        }
    }

    #[test]
    fn name_is_the_whole_name_unless_the_file_has_its_parts() {
        assert_eq!(suggested(&["username", "Nom"], &[]), ["name"]);
        assert_eq!(suggested(&["username", "Nom", "Prénom"], &[]), ["last_name", "first_name"]);
        assert_eq!(suggested(&["Nombre", "Apellidos"], &[]), ["first_name", "last_name"]);
        assert_eq!(suggested(&["Nome", "last_name"], &[]), ["first_name"]);
    }

    #[test]
    fn column_is_suggested_once_except_a_list() {
        assert_eq!(suggested(&["Login", "Usuario"], &[]), ["username", ""]);
        assert_eq!(suggested(&["username", "Login"], &[]), [""]);
        assert_eq!(suggested(&["Phone", "Celular"], &[]), ["phone-number", "phone-number"]);
    }

    #[test]
    fn custom_fields_are_suggested_by_slug_and_label() {
        let fields = [field("village", "Village of work"), field("cadre", "Cadre")];
        let headers = ["username", "Vilage", "Village of Work", "CADRE"];
        assert_eq!(suggested(&headers, &fields), ["data: village", "", "data: cadre"]);
    }
}
