# What ends a sentence.
errors-full-stop = .

# Problems of fields. They follow the name of a column or become a sentence below an input, which then
# begins with a capital letter. In English some lack their subject, which the code adds.
errors-required-field = ce champ est obligatoire
errors-required = ce champ est obligatoire
errors-empty = la valeur ne doit pas être vide
errors-use-at-most = utilisez au plus { $most } caractères
errors-too-long = la valeur ne doit pas dépasser { $most } caractères
errors-unstorable = la valeur ne doit pas contenir le caractère U+0000
errors-whole-number = la valeur doit être un nombre entier
errors-number = la valeur doit être un nombre
errors-text = la valeur doit être un texte
errors-true-or-false = la valeur doit être « true » ou « false »
errors-json-object = la valeur doit être un objet JSON
errors-not-of-type =
    { $type ->
        [integer] la valeur doit être un nombre entier
        [float] la valeur doit être un nombre
        [boolean] la valeur doit être vraie ou fausse
        [date] la valeur doit être une date
        [datetime] la valeur doit être une date avec l’heure
        [fixed] la valeur doit être l’un des choix
        [json] la valeur doit être du JSON
       *[other] la valeur doit être un texte
    }
errors-unknown-choice = « { $value } » ne fait pas partie des valeurs autorisées
errors-not-editable = ce champ est inconnu ou en lecture seule
errors-taken = « { $value } » est déjà utilisé
errors-unknown = « { $value } » n’existe pas
errors-domain-name = le nom doit avoir de 1 à 63 caractères a-z, 0-9 et « - », et ne pas commencer par « - » ; par exemple « north-2026 »
errors-email = « { $value } » n’est pas une adresse e-mail
errors-phone = « { $value } » n’est pas un numéro de téléphone : { $cause }
errors-phone-characters = utilisez des chiffres, avec l’espace, « - », « . », « ( » et « ) » comme séparateurs
errors-phone-length = il doit avoir de 1 à 20 chiffres
errors-phone-negative = il commence par un signe moins
errors-phone-decimals = il a des décimales : mettez la colonne au format texte
errors-phone-exponent = il est en notation scientifique : mettez la colonne au format texte
errors-phone-several = il contient deux numéros : utilisez une colonne pour chacun
errors-phone-trunk-zero = omettez le « (0) » après l’indicatif du pays
errors-username-not-email = « { $value } » n’est pas une adresse e-mail valide
errors-username-special = « { $local } » dans « { $full } » ne doit pas contenir de caractères spéciaux
errors-username-host = le nom d’utilisateur se termine par « @{ $got } » mais doit se terminer par « @{ $expected } »
errors-username-taken = « { $value } » est déjà utilisé ou réservé
errors-password-or-connect = un mot de passe ou connect_username est obligatoire
errors-password-weak = le mot de passe est trop faible ; allongez-le ou éloignez-le d’un mot courant
errors-password-too-long = le mot de passe ne doit pas dépasser 1 024 octets
errors-confirmation-email = une adresse e-mail est nécessaire pour le message de confirmation
errors-confirmation-password = le mot de passe ne doit pas être indiqué : le titulaire le choisit lors de la confirmation
errors-confirmation-not-required = ce champ exige aussi require_account_confirmation
errors-already-confirmed = le compte est déjà confirmé
errors-unknown-groups = groupes inconnus : { $names }
errors-unknown-users = utilisateurs inconnus : { $names }
errors-unknown-locations = sites inconnus : { $names }
errors-and-more = { $names } et { $count } de plus
errors-unknown-role = le rôle « { $name } » n’existe pas
errors-unknown-profile = le profil n’existe pas
errors-profile-conflict = le profil est en conflit avec des données existantes
errors-controlled = « { $key } » ne peut pas être défini directement
errors-locations-together = primary_location et locations doivent être indiqués ensemble
errors-primary-not-among = le site principal doit être l’un des sites
errors-location-incomplete = un nouveau site a besoin d’un nom et d’un niveau d’organisation
errors-location-type-required = un niveau d’organisation est obligatoire
errors-unknown-parent = le site parent n’existe pas
errors-parent-childless = le site parent ne peut pas avoir de sous-sites
errors-parent-of-other-type = le site parent ne peut pas avoir de sous-sites de ce niveau
errors-sibling-name = un site du même nom existe déjà sous le même parent
errors-site-code = le code ne doit contenir que des lettres, des chiffres, « - » et « _ »
errors-site-code-taken = un autre site utilise ce code
errors-unknown-location-type = le niveau d’organisation « { $name } » n’existe pas
errors-type-not-for-parent = le niveau d’organisation ne convient pas au site parent
errors-type-with-children = le niveau d’un site qui a des sous-sites ne peut pas changer
errors-circular = l’élément se trouverait à l’intérieur de lui-même
errors-of-site = { $problem } (code du site { $code })
errors-of-field = { $label } : { $problem }
errors-unknown-field = il n’existe pas de champ personnalisé « { $key } »
errors-unknown-field-similar = il n’existe pas de champ personnalisé « { $key } » ; vouliez-vous dire « { $similar } » ?
errors-degrees = « { $value } » n’est pas un nombre de degrés entre -{ $limit } et { $limit }
errors-merge-username = un agent ne peut pas être fusionné avec une autre personne : le nom d’utilisateur serait perdu
errors-standard-field = c’est le champ standard « { $name } », pas un attribut personnalisé
errors-too-many-items = la liste ne doit pas dépasser { $most } éléments
errors-too-many-bytes = la valeur ne doit pas dépasser { $limit } octets en JSON (elle en a { $size })
errors-too-many-words = la recherche ne doit pas dépasser { $most } mots différents
errors-too-many-conditions = le filtre ne doit pas dépasser { $most } conditions

# Errors of forms as a whole.
errors-conflict = un autre utilisateur a modifié ceci depuis que vous avez ouvert le formulaire ; rien n’a donc été enregistré. Votre saisie est ci-dessous. Pour l’enregistrer quand même, appuyez de nouveau sur Enregistrer
errors-outside-locations = Vous ne pouvez ajouter des agents que sur vos propres sites. Choisissez-en au moins un, et aucun autre.
errors-last-admin = c’est le dernier administrateur actif du domaine « { $domain } » : nommez d’abord un autre membre administrateur

# Error pages: the title and the advice for a status.
errors-title-forbidden = Non autorisé
errors-hint-forbidden = Demandez l’accès à un administrateur du domaine.
errors-title-not-found = Introuvable
errors-hint-not-found = L’enregistrement a été supprimé, ou l’adresse est incorrecte.
errors-title-not-now = Impossible pour le moment
errors-hint-not-now = Revenez en arrière et suivez le conseil ci-dessus.
errors-title-too-many = Trop de tentatives
errors-hint-too-many = Patientez un instant, puis réessayez.
errors-title-busy = Serveur occupé
errors-hint-busy = Réessayez dans quelques secondes.
errors-title-server = Erreur du serveur
errors-hint-server = Réessayez. Si l’erreur persiste, contactez la personne qui gère le serveur.
errors-title-failed = Échec de la requête
errors-hint-failed = Revenez en arrière et réessayez.

# Error pages: what is wrong. A text without a full stop becomes a sentence, as above.
errors-in-log = Les détails se trouvent dans le journal du serveur, sous l’identifiant de requête ci-dessous.
errors-need-permission = Vous avez besoin de l’autorisation { $permission }.
errors-not-found =
    { $what ->
        [group] groupe introuvable
        [location] site introuvable
        [person] personne introuvable
        [worker] agent introuvable
        [user] utilisateur introuvable
        [role] rôle introuvable
        [webhook] webhook introuvable
        [profile] profil introuvable
        [field] champ introuvable
        [import] import introuvable
        [table] fichier introuvable
        [invitation] invitation introuvable
        [link] lien introuvable
        [change] modification introuvable
       *[other] élément introuvable
    }
errors-denied-not-a-member = non autorisé : vous n’êtes pas membre de ce projet
errors-denied-outside-locations = non autorisé : l’agent est en dehors de vos sites.
errors-denied-more-rights = non autorisé : ce membre a des autorisations que vous n’avez pas
errors-denied-not-operator = non autorisé : ceci est réservé aux exploitants du serveur : `roster web-user operator EMAIL` donne ce rôle à un utilisateur web
errors-denied-quota = non autorisé : les enregistrements de ce projet dépasseraient son quota de { $bytes } octets : supprimez-en, ou demandez un quota plus grand à l’opérateur du serveur
errors-denied-password-not-confirmed = non autorisé : saisissez d’abord de nouveau votre mot de passe
errors-changed-since-read = l’élément a changé depuis qu’il a été lu ; rechargez-le
errors-throttled = trop de requêtes ; réessayez dans { $seconds } s
errors-concurrent = conflit avec une modification simultanée ; réessayez
errors-unavailable = l’annuaire est temporairement indisponible ; réessayez plus tard
errors-no-route = Il n’y a aucune ressource à cette adresse.
errors-method = Méthode non autorisée. Autorisées : { $allowed }.
errors-body-broken = Le contenu ne peut pas être lu.
errors-body-too-large = Le contenu est trop volumineux.
errors-body-too-slow = Le contenu a été envoyé trop lentement.
errors-uri-too-long = L’adresse est trop longue.
errors-form-expired = Ce formulaire a expiré. Rechargez la page et réessayez.
