labels-title = Companies, tags and lists
# The tabs above the list.
labels-kinds = Kinds
labels-companies = Companies
labels-tags = Tags
labels-lists = Lists
labels-add =
    { $kind ->
        [company] Add a company
        [tag] Add a tag
       *[list] Add a list
    }
labels-edit =
    { $kind ->
        [company] Edit company
        [tag] Edit tag
       *[list] Edit list
    }
labels-none =
    { $kind ->
        [company] No companies yet.
        [tag] No tags yet.
       *[list] No lists yet.
    }
labels-total = Total: { $count }
labels-description = Description

labels-people-none = No people yet. Add some below.
labels-show-in-people = Show in the list of people
labels-add-people = Add people
labels-add-search = People to add
labels-search-people = Search people
labels-already-added = (already added)
labels-tag-many-hint = To tag many workers at once, select them in the list of people and use the action “Add tag”.

# Errors: no capital letter and no full stop, as the page adds them.
labels-error-select = select at least one person first
labels-error-limit = { $name } cannot be added, because a person has at most { $most } tags and { $most } lists; nothing changed

labels-delete-title =
    { $kind ->
        [company] Delete the company { $name }?
        [tag] Delete the tag { $name }?
       *[list] Delete the list { $name }?
    }
labels-delete-people =
    { $count ->
        [one] It is taken from 1 person, who is not deleted.
       *[other] It is taken from { $count } people, who are not deleted.
    }
labels-delete-companies =
    { $count ->
        [one] It is taken from 1 company.
       *[other] It is taken from { $count } companies.
    }
labels-delete-unused = It is taken from no one.
labels-delete-final = This cannot be undone.
