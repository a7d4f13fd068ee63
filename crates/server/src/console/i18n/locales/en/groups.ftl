groups-title = Groups
groups-add = Add a group
groups-edit = Edit group
groups-none = No groups yet.
groups-total =
    { $count ->
        [one] 1 group
       *[other] { $count } groups
    }
groups-id = Group ID
groups-case-sharing = Case sharing
groups-case-sharing-check = Case sharing: members share cases
groups-reporting = Reporting
groups-reporting-check = Reporting: show the group in reports

groups-members = Members
groups-active-members = Active members
groups-page-empty = This page is empty.
groups-members-none = No members yet. Add some below.
groups-select = Select
groups-select-member = Select { $name }
groups-remove-selected = Remove selected

groups-add-members = Add members
groups-add-search = Workers to add
groups-search-workers = Search workers
groups-search-hint = Name, username, e-mail or phone
groups-search-results = Search results
groups-already-member = , already a member
groups-add-selected = Add selected

groups-delete = Delete group
groups-delete-title = Delete the group { $name }?
groups-delete-empty = The group has no members. This cannot be undone.
groups-delete-members =
    { $count ->
        [one] The group has 1 member. Members are not deleted. This cannot be undone.
       *[other] The group has { $count } members. Members are not deleted. This cannot be undone.
    }
