imports-title = Import
imports-upload = Téléverser une feuille de calcul d’agents
imports-upload-hint = Vous voyez d’abord un aperçu. Rien ne change avant votre confirmation.
imports-file = Fichier (CSV, XLSX ou JSON Lines, { $megabytes } Mo au plus)
imports-check = Vérifier le fichier
imports-choose-file = choisissez un fichier
imports-file-type = ce type de fichier n’est pas pris en charge. Choisissez un fichier qui se termine par .csv, .xlsx, .xls, .ods ou .jsonl

imports-columns = Colonnes et modèle
imports-columns-first-row = La première ligne contient les noms de colonnes de l’import en masse de CommCare :
imports-columns-or = ou
imports-columns-any-of = , et parmi celles-ci celles que vous voulez :
imports-columns-and = , et
imports-columns-custom = pour chaque champ personnalisé.
imports-columns-missing = Une colonne absente ne change rien. Une cellule vide supprime les numéros de téléphone, les groupes, les lieux, le profil, le jour de la désactivation et les valeurs personnalisées ; dans les autres colonnes elle ne change rien, et
imports-columns-clear = supprime un nom, une adresse e-mail, une langue ou un rôle.
imports-columns-asterisks = Un mot de passe fait d’astérisques
imports-columns-asterisks-keep = ne change pas le mot de passe.
imports-columns-again = Importer de nouveau le même fichier ne change rien.
imports-template = Téléchargez un modèle vide avec les colonnes de ce domaine :
imports-template-workers-before = Pour obtenir un modèle avec vos agents, exportez la liste des
imports-template-workers-link = personnes
imports-template-workers-after = . Modifiez le fichier et téléversez-le ici.

imports-pending = Aperçus qui vous attendent
imports-pending-uploaded = , téléversé le
imports-pending-running = , vérification en cours

imports-history = Historique des imports
imports-none = Aucun import pour l’instant.
imports-column-file = Fichier
imports-column-number = Import
imports-column-time = Date et heure
imports-column-user = Utilisateur
imports-column-action = Action
imports-undone = Annulé
imports-undo = Annuler
imports-password-links-of = Liens de mot de passe
imports-undo-number = l’import { $number }
imports-undo-until = Vous pouvez annuler un import tant qu’aucun de ses agents n’a été modifié de nouveau.

imports-heading-changing = Modification des agents
imports-heading-action-stopped = L’action s’est arrêtée
imports-heading-action-finished = Action terminée
imports-heading-checking = Vérification du fichier
imports-heading-importing = Import en cours
imports-heading-unreadable = Le fichier ne peut pas être lu
imports-heading-failed = L’import a échoué
imports-heading-columns = Associer les colonnes
imports-heading-preview = Aperçu de l’import
imports-heading-finished = Import terminé
imports-heading-nothing = Rien n’a été importé

imports-people = Personnes
imports-progress = Progression
imports-progress-workers =
    { $count ->
        [one] { $count } agent traité
       *[other] { $count } agents traités
    }
imports-progress-rows =
    { $count ->
        [one] { $count } ligne traitée
       *[other] { $count } lignes traitées
    }
imports-progress-errors = , dont { $count } avec des erreurs
imports-progress-leave = . Vous pouvez quitter cette page et y revenir.
imports-refresh = Actualiser

imports-unreadable = Le fichier ne peut pas être lu : { $reason }.
imports-action-stopped = L’action s’est arrêtée : { $reason }.
imports-stopped = L’import s’est arrêté : { $reason }.
imports-action-changed =
    { $count ->
        [one] { $count } agent a été modifié avant cela.
       *[other] { $count } agents ont été modifiés avant cela.
    }
imports-nothing-changed-correct = Rien n’a été modifié. Corrigez le fichier et téléversez-le de nouveau.
imports-nothing-changed-again = Rien n’a été modifié. Téléversez de nouveau le fichier.
imports-rows-imported =
    { $count ->
        [one] { $count } ligne a été importée avant cela. Téléversez de nouveau le fichier : les lignes déjà importées ne changent pas.
       *[other] { $count } lignes ont été importées avant cela. Téléversez de nouveau le fichier : les lignes déjà importées ne changent pas.
    }
imports-upload-file = Téléverser un fichier
imports-upload-another = Téléverser un autre fichier

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [one] { $count } colonne n’est pas reconnue
       *[other] { $count } colonnes ne sont pas reconnues
    }
imports-columns-unknown-hint = Choisissez ce que contient chaque colonne. Vous verrez ensuite l’aperçu ; rien ne change avant votre confirmation. Pour conserver une colonne comme donnée personnalisée, ajoutez d’abord un champ personnalisé, puis téléversez à nouveau le fichier.
imports-columns-empty = Aucune valeur dans les premières lignes.
imports-columns-values = Premières valeurs :
imports-columns-ignore = Ignorer cette colonne
imports-columns-known = Colonnes
imports-columns-fields = Champs personnalisés
imports-columns-did-you-mean = Vouliez-vous dire { $column } ?
imports-columns-preview = Afficher l’aperçu
imports-columns-change = Modifier les colonnes
imports-columns-same = « { $other } » est aussi { $column }. Ignorez l’une des deux
imports-columns-choose = choisissez une colonne ou ignorez-la
imports-columns-no-identity = Choisissez la colonne des noms d’utilisateur, ou celle des identifiants (user_id).

imports-summary = Résumé
imports-errors = Erreurs
imports-to-update = À modifier
imports-to-create = À créer
imports-updated = Modifiés
imports-created = Créés
imports-no-change = Sans changement

imports-no-valid-row = Aucune ligne ne peut être importée. Corrigez le fichier et téléversez-le de nouveau.
imports-all-same = Rien à importer : tous les agents ont déjà ces valeurs.
imports-not-yet = Rien n’a encore changé.
imports-not-yet-errors = Pour importer toutes les lignes, corrigez les erreurs dans le fichier et téléversez-le de nouveau.
imports-mode = Mode d’import
imports-mode-rows =
    { $count ->
        [1] Importer la ligne valide
       *[other] Importer les { $count } lignes valides
    }
imports-mode-rows-skip =
    { $count ->
        [one] , ignorer celle avec des erreurs
       *[other] , ignorer les { $count } avec des erreurs
    }
imports-mode-atomic = N’importer que si toutes les lignes sont valides
imports-execute =
    { $count ->
        [one] Importer { $count } agent
       *[other] Importer { $count } agents
    }
imports-result =
    Créés : { $created }, modifiés : { $updated }, sans changement : { $unchanged }{ $skipped ->
        [0] .
       *[other] , ignorés à cause d’erreurs : { $skipped }.
    }
imports-nothing-because =
    { $count ->
        [one] Rien n’a été importé, car { $count } ligne contient des erreurs. Corrigez le fichier et téléversez-le de nouveau.
       *[other] Rien n’a été importé, car { $count } lignes contiennent des erreurs. Corrigez le fichier et téléversez-le de nouveau.
    }
imports-slips = Imprimer les fiches
imports-password-links =
    { $count ->
        [one] Lien de mot de passe pour le nouvel agent
       *[other] Liens de mot de passe pour { $count } nouveaux agents
    }
imports-report = Télécharger le rapport
imports-error-rows = Télécharger les lignes avec des erreurs
imports-undo-action = Annuler l’action
imports-undo-import = Annuler l’import
imports-view-people = Voir les personnes

imports-rows = Lignes
imports-rows-filter = Filtrer les lignes
imports-rows-first = Les { $count } premières lignes sont affichées. Le rapport contient toutes les lignes.
imports-rows-none = Aucune ligne.
imports-row = Ligne
imports-worker = Agent
imports-changes = Modifications
imports-values = Valeurs
imports-empty = vide
imports-changes-to = devient
imports-changes-arrow = →
imports-more = et { $count } de plus
imports-error-line = { $problem } ; { $remedy }

imports-undo-title = Annuler l’import { $number } ?
imports-undo-word = annuler
imports-undo-deletes =
    { $count ->
        [one] { $count } agent créé par { $file } sera supprimé
       *[other] { $count } agents créés par { $file } seront supprimés
    }
imports-undo-restores =
    { $count ->
        [one] { $count } agent modifié retrouvera ses valeurs et son mot de passe antérieurs
       *[other] { $count } agents modifiés retrouveront leurs valeurs et leur mot de passe antérieurs
    }
imports-undo-one = { $effect }.
imports-undo-both = { $deletes } ; { $restores }.
imports-undo-heading = Annulation de l’import { $number }
imports-undo-stopped = L’annulation s’est arrêtée : { $reason }. Pour la poursuivre, annulez de nouveau l’import.
imports-undo-kept = Non annulés, car ces agents ont été modifiés entre-temps : { $names }.
imports-undo-gone =
    { $count ->
        [one] { $count } agent a été supprimé entre-temps.
       *[other] { $count } agents ont été supprimés entre-temps.
    }
imports-undo-part = { $done } sur { $total } annulés

imports-note-other-sheets = Les autres feuilles du classeur n’ont pas été lues : { $names }.
imports-note-ignored-columns = Colonnes ignorées : { $names }.
imports-note-windows-1252 = Le fichier n’est pas en UTF-8 et a été lu en Windows-1252 : vérifiez les lettres accentuées, ou enregistrez-le au format « CSV UTF-8 ».
imports-note-groups-created = Groupes créés : { $names }.
imports-note-groups-changed = Groupes modifiés : { $names }.
imports-note-groups-would-create = Groupes qui seraient créés : { $names }.
imports-note-groups-would-change = Groupes qui seraient modifiés : { $names }.

imports-reason-busy = le serveur était trop occupé
imports-reason-server = erreur du serveur ; les détails sont dans le journal du serveur
imports-reason-report = le rapport n’a pas pu être écrit ; les détails sont dans le journal du serveur
imports-reason-too-large = le tableau contient plus de { $megabytes } Mo. Divisez-le, ou utilisez `roster import`
imports-reason-file = le fichier ne peut pas être lu ou écrit
imports-reason-unknown-columns = colonne inconnue { $columns } : corrigez le nom, ou faites-le commencer par « data: » pour un champ personnalisé
imports-reason-column = « { $name } »
imports-reason-column-similar = « { $name } » (vouliez-vous dire « { $similar } » ?)
imports-reason-repeated-column = la colonne « { $name } » apparaît deux fois : supprimez l’une d’elles
imports-reason-same-column = les colonnes '{ $other }' et '{ $name }' sont toutes deux '{ $column }' : supprimez l’une d’elles
imports-reason-no-identity = le tableau n’a ni colonne « username » ni colonne « user_id » : ajoutez-en une
imports-reason-empty = le tableau est vide : sa première ligne doit nommer les colonnes
imports-reason-exported-row = la ligne de « { $username } » dépasse les 4 Mio qu’un import accepte : supprimez une partie de ses données personnalisées
imports-reason-does-not-fit = { $reason } : exportez plutôt en jsonl
imports-misfit-rows = une feuille de calcul peut contenir 1 048 575 agents au plus
imports-misfit-columns = un tableau peut avoir { $most } colonnes au plus
imports-misfit-size = le classeur serait plus grand que ce qu’un import accepte
imports-misfit-text = une valeur de « { $column } » a plus de { $most } caractères
imports-misfit-value = un agent a une valeur sans colonne, voir `roster check`
imports-misfit-row = une ligne ne peut pas être écrite
imports-misfit-workbook = le classeur ne peut pas être écrit ({ $reason })
imports-reason-too-many-columns = la ligne { $row } dépasse le maximum de { $most } colonnes
imports-reason-too-many-rows = le tableau a plus de { $most } lignes : divisez-le
imports-reason-row-too-long = la ligne { $row } dépasse 4 Mio : vérifiez s’il manque un guillemet fermant
imports-reason-unclosed-quote = le guillemet qui ouvre une cellule à la ligne { $row } n’est jamais fermé : fermez-le, et doublez les guillemets à l’intérieur d’une cellule
imports-reason-text-after-quote = la ligne { $row } a du texte après un guillemet fermant : doublez les guillemets à l’intérieur d’une cellule
imports-reason-not-utf-8 = la ligne { $row } n’est pas en UTF-8 : enregistrez le fichier au format « CSV UTF-8 »
imports-reason-damaged = le fichier est endommagé ou incomplet à la ligne { $row } : enregistrez-le ou téléversez-le de nouveau

imports-remedy-enter = saisissez une valeur
imports-remedy-email = écrivez une seule adresse, comme ada@example.org, ou laissez vide
imports-remedy-phone = écrivez des chiffres, avec au plus un + devant, ou laissez vide
imports-remedy-true-or-false = écrivez true ou false
imports-remedy-username = utilisez uniquement des lettres, des chiffres et . _ + -
imports-remedy-host = supprimez le @ et tout ce qui le suit
imports-remedy-other-username = choisissez un autre nom d’utilisateur ; ceux des agents supprimés restent pris
imports-remedy-no-id = laissez user_id vide pour créer un nouvel agent
imports-remedy-present = écrivez la valeur actuelle, ou supprimez la colonne
imports-remedy-group = créez d’abord le groupe, ou corrigez son nom
imports-remedy-location = créez d’abord le site, ou corrigez son code
imports-remedy-role = `roster role list` affiche les rôles
imports-remedy-profile = `roster profile list` affiche les profils
imports-remedy-controlled = videz la cellule ; le profil ou le serveur fixe cette valeur
imports-remedy-password = choisissez un autre mot de passe, ou écrivez **** pour garder l’actuel
imports-remedy-shorten = raccourcissez la valeur
imports-remedy-null = supprimez le caractère U+0000
imports-remedy-correct = corrigez la ligne

imports-reason-not-workbook = le fichier n’est pas un classeur : { $remedy }
imports-reason-not-csv = le fichier n’est pas au format CSV : { $remedy }
imports-reason-not-readable = le fichier n’est pas lisible : { $remedy }
imports-reason-not-complete = le fichier n’est pas complet : { $remedy }
imports-reason-too-large-workbook = le classeur est trop grand : { $limit }

imports-file-save-again = il est peut-être incomplet ou a une mauvaise extension ; enregistrez-le ou téléversez-le de nouveau
imports-file-password = le classeur est protégé par un mot de passe ; enregistrez-le sans mot de passe
imports-file-binary = c’est un classeur binaire (.xlsb) ; enregistrez-le au format .xlsx
imports-file-document = c’est un document de traitement de texte ; copiez son tableau dans une feuille de calcul
imports-file-pdf = c’est un PDF ; copiez son tableau dans une feuille de calcul
imports-file-numbers = c’est une feuille de calcul Numbers ; exportez-la au format .xlsx ou .csv
imports-file-zip = c’est une archive zip ; décompressez-la
imports-file-gzip = c’est une archive gzip ; décompressez-la
imports-file-rename-ods = c’est un classeur ; renommez-le en .ods
imports-file-rename-or-unpack = c’est un classeur ou une archive ; renommez-le en .xlsx ou décompressez-la
imports-file-rename-xls = c’est un classeur ; renommez-le en .xls
imports-file-rename-jsonl = c’est du JSON ; renommez-le en .jsonl
imports-file-rename-csv = c’est un fichier texte ; renommez-le en .csv
imports-file-xml = c’est une feuille de calcul XML d’Excel 2003 ; ouvrez-la dans un tableur et enregistrez-la au format .xlsx
imports-file-flat = c’est un fichier OpenDocument à plat ; enregistrez-le au format .ods ou .xlsx
imports-file-html = c’est une page web (HTML) ; ouvrez-la dans un tableur et enregistrez-la au format .xlsx
imports-file-values = la formule n’a pas de valeur enregistrée ; ouvrez le classeur dans un tableur, enregistrez-le et téléversez-le de nouveau
imports-file-error-values = une cellule affiche une erreur du tableur, comme #ERROR!, #SPILL! ou #CALC! ; corrigez-la et enregistrez de nouveau le classeur

imports-limit-files = il contient trop de fichiers
imports-limit-cell = une cellule dépasse 1 Mio
imports-limit-data = ses données décompressées dépassent la limite d’un tableau d’agents
imports-limit-xls = enregistrez-le au format .xlsx
imports-limit-merged = il a trop de cellules fusionnées
imports-limit-repeated = ses cellules répétées dépassent la limite
