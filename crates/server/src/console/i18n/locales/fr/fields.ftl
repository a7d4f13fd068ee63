fields-title = Champs personnalisés
fields-hint = Informations supplémentaires sur les personnes. Les champs déclarés sont affichés pour chaque agent. Les champs non déclarés sont apparus avec des données reçues.
fields-none = Aucun champ personnalisé pour l’instant.
fields-add = Ajouter un champ
fields-submit = Ajouter le champ
fields-edit = Modifier { $name }
fields-key = Clé
fields-key-is = Clé :
fields-key-hint = Le nom dans l’API et dans les feuilles de calcul : lettres, chiffres, _ et -. Il ne peut pas être modifié par la suite.
fields-label = Libellé
fields-label-hint = Le nom dans la console. Laissez vide pour utiliser la clé.
fields-type = Type
fields-choices = Choix
fields-choices-hint = Un par ligne. Laissez vide pour accepter toute valeur du type. Les valeurs existantes ne changent pas.
fields-declared = Déclaré
fields-undeclared = Non déclaré
fields-required = Obligatoire
fields-searchable = Interrogeable
fields-declared-check = Déclaré : affiché pour chaque agent
fields-required-check = Obligatoire : chaque agent doit avoir une valeur
fields-searchable-check = Interrogeable : les recherches trouvent les personnes par ses mots
fields-position = Position dans les formulaires
fields-position-hint = Un nombre. Les champs qui ont le même nombre suivent l’ordre de leur ajout.
fields-pattern = Modèle
fields-pattern-hint = Une expression régulière à laquelle toute la valeur doit correspondre, par exemple
fields-pattern-hint-end = .
fields-message = Message
fields-message-hint = Affiché pour une valeur qui ne correspond pas au modèle.

fields-type-text = Texte
fields-type-number = Nombre
fields-type-integer = Nombre entier
fields-type-date = Date
fields-type-datetime = Date et heure
fields-type-boolean = Oui ou non
fields-type-choice = Un seul choix
fields-type-multiple = Plusieurs choix
fields-type-json = JSON

fields-delete = Supprimer le champ
fields-delete-title = Supprimer le champ { $name } ?
fields-delete-people =
    { $count ->
        [0] Personne n’a de valeur.
        [one] La valeur de { $count } personne est supprimée.
       *[other] Les valeurs de { $count } personnes sont supprimées.
    }
fields-delete-profiles =
    { $count ->
        [one] Supprimez d’abord le profil qui le définit : { $names }.
       *[other] Supprimez d’abord les { $count } profils qui le définissent : { $names }.
    }
fields-delete-final = Cette action est irréversible.

fields-profiles = Profils
fields-profiles-hint = Un profil définit plusieurs champs d’un agent à la fois. Ces valeurs ne peuvent pas être modifiées sur l’agent.
fields-profiles-none = Aucun profil pour l’instant.
fields-profile-id = ID du profil
fields-profile-values = Valeurs
fields-profile-values-hint = Les champs laissés vides restent modifiables sur chaque agent.
fields-profile-not-set = Non défini
fields-profile-add = Ajouter un profil
fields-profile-submit = Ajouter le profil
fields-profile-named = le profil { $name }
fields-profile-delete = Supprimer le profil
fields-profile-delete-title = Supprimer le profil { $name } ?
fields-profile-delete-hint = Vous ne pouvez supprimer qu’un profil qu’aucun agent n’a. Cette action est irréversible.
fields-choice-repeated = « { $choice } » figure plusieurs fois
