locations-title = Sites
locations-levels = Niveaux d’organisation
locations-add = Ajouter un site
locations-add-sub-location = Ajouter un sous-site
locations-edit = Modifier le site
locations-none = Aucun site pour l’instant.
locations-none-first = Ajoutez d’abord des
locations-none-levels = niveaux d’organisation
locations-none-example = , par exemple région, district et centre de santé.
locations-total =
    { $count ->
        [one] { $count } site
       *[other] { $count } sites
    }
locations-total-shown =
    { $count ->
        [one] {" "}; seul le premier par nom est affiché
       *[other] {" "}; les { $count } premiers par nom sont affichés
    }
locations-search = Rechercher des sites
locations-search-hint = Nom ou code du site
locations-no-results = Aucun résultat
locations-results = Résultats
locations-clear-search = Effacer la recherche
locations-all = Tous les sites
locations-workers-count =
    { $count ->
        [one] { $count } agent
       *[other] { $count } agents
    }
locations-sub-locations-count =
    { $count ->
        [one] { $count } sous-site
       *[other] { $count } sous-sites
    }
locations-of = de { $name }

locations-level = Niveau d’organisation
locations-level-choose = Choisissez un niveau
locations-parent = Site parent
locations-parent-hint = Code ou nom du site
locations-parent-none = Aucun (niveau supérieur)
locations-parent-keep = Sans changement
locations-site-code = Code du site
locations-site-code-hint = Le code unique dans l’API et dans les feuilles de calcul. Laissez vide pour le créer à partir du nom.
locations-latitude = Latitude
locations-longitude = Longitude
locations-coordinates = Latitude, longitude
locations-external-id = ID externe
locations-external-id-hint = L’identité du site dans un autre système.
locations-data = Données personnalisées
locations-data-hint = Une valeur par ligne, sous la forme nom=valeur.
locations-data-line = écrivez « { $line } » sous la forme nom=valeur
locations-id = ID du site
locations-created = Création
locations-updated = Dernière modification

locations-workers = Agents
locations-active-workers =
    { $count ->
        [0] Aucun agent actif dans ce site ou ses sous-sites.
        [one] { $count } agent actif dans ce site ou ses sous-sites.
       *[other] { $count } agents actifs dans ce site ou ses sous-sites.
    }
locations-show-people = Afficher dans la liste des personnes
locations-location = Site
locations-here = Ce site
locations-below = Sous-site

locations-level-add = Ajouter un niveau d’organisation
locations-level-edit = Modifier le niveau d’organisation
locations-levels-hint = Chaque site se trouve à un niveau, par exemple région, district ou centre de santé. Son site parent se trouve au niveau supérieur.
locations-levels-none = Aucun niveau d’organisation pour l’instant.
locations-level-example = District
locations-level-code = Code
locations-level-code-hint = Le nom du niveau dans l’API.
locations-level-parent = Niveau parent
locations-level-owns-cases = Possède des dossiers
locations-level-owns-cases-check = Les sites de ce niveau possèdent des dossiers
locations-level-sees-cases = Voit les dossiers des sous-sites
locations-level-sees-cases-check = Les agents voient les dossiers des sous-sites
locations-file-type = ce type de fichier n’est pas pris en charge. Choisissez un fichier qui se termine par .csv, .xlsx, .xls ou .ods
