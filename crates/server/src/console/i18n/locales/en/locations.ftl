locations-title = Locations
locations-levels = Organization levels
locations-add = Add a location
locations-add-sub-location = Add a sub-location
locations-edit = Edit location
locations-none = No locations yet.
locations-none-first = First add
locations-none-levels = organization levels
locations-none-example = , for example region, district and clinic.
locations-total =
    { $count ->
        [one] 1 location
       *[other] { $count } locations
    }
locations-total-shown = ; the first { $count } by name are shown
locations-search = Search locations
locations-search-hint = Name or site code
locations-no-results = No results
locations-results = Results
locations-clear-search = Clear search
locations-all = All locations
locations-workers-count =
    { $count ->
        [one] 1 worker
       *[other] { $count } workers
    }
locations-sub-locations-count =
    { $count ->
        [one] 1 sub-location
       *[other] { $count } sub-locations
    }
locations-of = of { $name }

locations-level = Organization level
locations-level-choose = Choose a level
locations-parent = Parent location
locations-parent-hint = Site code or name
locations-parent-none = None (top level)
locations-parent-keep = No change
locations-site-code = Site code
locations-site-code-hint = The unique code in the API and in spreadsheets. Leave empty to create it from the name.
locations-latitude = Latitude
locations-longitude = Longitude
locations-coordinates = Latitude, longitude
locations-external-id = External ID
locations-external-id-hint = The identity of the location in another system.
locations-data = Custom data
locations-data-hint = One value per line, as name=value.
locations-data-line = write '{ $line }' as name=value
locations-id = Location ID
locations-created = Created
locations-updated = Last updated

locations-workers = Workers
locations-active-workers =
    { $count ->
        [0] No active workers at this location or its sub-locations.
        [one] 1 active worker at this location or its sub-locations.
       *[other] { $count } active workers at this location or its sub-locations.
    }
locations-show-people = Show in the list of people
locations-location = Location
locations-here = This location
locations-below = Sub-location

locations-level-add = Add an organization level
locations-level-edit = Edit organization level
locations-levels-hint = Every location is on a level, for example region, district or clinic. Its parent location is on the level above.
locations-levels-none = No organization levels yet.
locations-level-example = District
locations-level-code = Code
locations-level-code-hint = The name of the level in the API.
locations-level-parent = Parent level
locations-level-owns-cases = Owns cases
locations-level-owns-cases-check = Locations on this level own cases
locations-level-sees-cases = Sees cases of sub-locations
locations-level-sees-cases-check = Workers see the cases of sub-locations
locations-file-type = this file type is not supported. Choose a file that ends in .csv, .xlsx, .xls or .ods
