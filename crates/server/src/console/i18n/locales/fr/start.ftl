# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = Serveur
start-version = Version
start-store = Base de données
start-store-value = { $engine }, schéma { $number }
start-size = Taille de la base de données
start-free-store = Espace disque libre, base de données
start-free-backups = Espace disque libre, sauvegardes
start-of-total = { $free } sur { $total }
start-last-backup = Dernière sauvegarde
start-backup-due = Sauvegarde à faire
start-operators = Exploitants
start-backups = Sauvegardes
start-no-folder = Ce serveur n’a pas de dossier de sauvegarde. Définissez backups dans roster.toml, ou exécutez roster backup FILE.
start-backup-hint = Une sauvegarde contient toutes les données de tous les domaines, avec des données personnelles et des secrets : protégez-la comme la base. Les fichiers sont dans { $folder } sur ce serveur. La commande roster restore en restaure une.
start-backup-running = Une sauvegarde est en cours depuis le { $time }.
start-refresh = Actualiser
start-backup-failed = La dernière sauvegarde a échoué : { $reason }
start-start-backup = Lancer une sauvegarde
start-file = Fichier
start-file-size = Taille
start-file-actions = Actions
start-download = Télécharger
start-domains = Domaines
start-no-domains = Aucun domaine pour le moment.
start-records-size = Taille des enregistrements
start-create-domain-title = Créer un domaine
start-create-domain = Créer le domaine
start-server-link = État du serveur et sauvegardes
start-name-hint = Il fait partie de toutes les adresses, comme /a/NAME/api/. Il ne peut pas être modifié ensuite.
start-wire = Réponses de l’API CommCare
start-wire-documented = Comme documenté
start-wire-live = Comme le service en ligne les envoie
start-first-admin = Vous en devenez le premier administrateur et pouvez inviter d’autres personnes.
start-delete-backup-title = Supprimer cette sauvegarde ?
start-delete-backup-text = Le fichier est supprimé du serveur. Les copies téléchargées restent.
start-delete-backup = Supprimer la sauvegarde
start-first-steps = Premiers pas
start-import-sheet = Importer une feuille de calcul
start-presets = Rôles prédéfinis
start-presets-hint = Rôles dont la plupart des domaines ont besoin. Vous pouvez les modifier ensuite.
start-add-preset = Ajouter { $name }
start-add-presets = Ajouter les { $count }
start-preset-manager = Gère les agents, les groupes, les sites et les utilisateurs web, aussi par les API.
start-preset-supervisor = Gère les agents des sites attribués et de leurs sous-sites.
start-preset-read-only = Voit les agents, les groupes et les sites, sans rien modifier.
start-deactivated = Désactivé
start-deactivate = Désactiver
start-reactivate = Réactiver
start-import-export = Import et export
start-import-export-title = Importer et exporter les sites
start-import = Import
start-export = Export
start-preview-first = Vous voyez d’abord un aperçu. Rien ne change avant votre confirmation.
start-import-file = Fichier (CSV, XLSX, XLS ou ODS)
start-check-file = Vérifier le fichier
start-columns = Colonnes
start-columns-text = name (obligatoire), site_code, level (code ou nom du niveau d’organisation), parent (code du site parent ; vide au sommet), external_id, latitude, longitude, data: NAME, location_id. Une ligne dont le location_id ou le site_code est connu modifie ce site ; les autres lignes en créent un. Une cellule vide supprime la valeur, et une colonne absente ne change rien. Les parents peuvent venir après leurs sous-sites. Toutes les lignes sont importées, ou aucune.
start-export-text = Tous les sites, avec les colonnes que l’import lit.
start-preview = Aperçu de l’import
start-summary = Résumé
start-errors = Erreurs
start-to-create = À créer
start-to-update = À modifier
start-no-change = Sans changement
start-import-refused = Rien n’a été modifié. Corrigez les lignes en erreur et téléversez le fichier à nouveau.
start-import-nothing = Le fichier ne change rien.
start-import-confirm =
    { $count ->
        [one] Importer { $count } site
       *[other] Importer { $count } sites
    }
start-row = Ligne
start-parent = Parent
start-outcome = Résultat
start-first-rows = Les 500 premières lignes de chaque résultat sont affichées.
start-choose-file = choisissez un fichier
start-file-large = le tableau dépasse 4 Mio : divisez-le
start-delete-location-title = Supprimer ce site ?
start-delete-location = Supprimer le site
start-delete-below =
    { $count ->
        [one] Son sous-site sera supprimé aussi.
       *[other] Ses { $count } sous-sites seront supprimés aussi.
    }
start-delete-no-workers = Aucun agent n’y est affecté.
start-delete-workers =
    { $count ->
        [one] { $count } agent perdra cette affectation et gardera son compte ; { $without } n’aura plus de site.
       *[other] { $count } agents perdront cette affectation et garderont leur compte ; { $without } n’auront plus de site.
    }
start-delete-web-users =
    { $count ->
        [one] { $count } utilisateur web perdra cette affectation.
       *[other] { $count } utilisateurs web perdront cette affectation.
    }
start-cannot-undo = Cette action est définitive.
start-unknown-columns = colonne inconnue { $names } : corrigez le nom, ou commencez-le par « data: » pour une valeur personnalisée
start-missing-column = le tableau n’a pas de colonne « { $name } » : ajoutez-la
start-too-many-locations = le tableau a plus de { $most } sites : divisez-le
