labels-title = Entreprises, étiquettes et listes
# The tabs above the list.
labels-kinds = Types
labels-companies = Entreprises
labels-tags = Étiquettes
labels-lists = Listes
labels-add =
    { $kind ->
        [company] Ajouter une entreprise
        [tag] Ajouter une étiquette
       *[list] Ajouter une liste
    }
labels-edit =
    { $kind ->
        [company] Modifier l’entreprise
        [tag] Modifier l’étiquette
       *[list] Modifier la liste
    }
labels-none =
    { $kind ->
        [company] Aucune entreprise pour l’instant.
        [tag] Aucune étiquette pour l’instant.
       *[list] Aucune liste pour l’instant.
    }
labels-total = Total : { $count }
labels-description = Description

labels-people-none = Aucune personne pour l’instant. Ajoutez-en ci-dessous.
labels-show-in-people = Afficher dans la liste des personnes
labels-add-people = Ajouter des personnes
labels-add-search = Personnes à ajouter
labels-search-people = Rechercher des personnes
labels-already-added = (déjà ajoutée)
labels-tag-many-hint = Pour donner une étiquette à de nombreux agents à la fois, sélectionnez-les dans la liste des personnes et utilisez l’action « Ajouter une étiquette ».

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = sélectionnez d’abord au moins une personne
labels-error-limit = { $name } ne peut pas être ajouté(e), car une personne a au plus { $most } étiquettes et { $most } listes ; rien n’a été modifié

labels-delete-title =
    { $kind ->
        [company] Supprimer l’entreprise { $name } ?
        [tag] Supprimer l’étiquette { $name } ?
       *[list] Supprimer la liste { $name } ?
    }
labels-delete-people =
    { $count ->
        [one] Elle est retirée à { $count } personne, qui n’est pas supprimée.
       *[other] Elle est retirée à { $count } personnes, qui ne sont pas supprimées.
    }
labels-delete-companies =
    { $count ->
        [one] Elle est retirée à { $count } entreprise.
       *[other] Elle est retirée à { $count } entreprises.
    }
labels-delete-unused = Elle n’est retirée à personne.
labels-delete-final = Cette action est irréversible.
