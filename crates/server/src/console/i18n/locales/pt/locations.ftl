locations-title = Locais
locations-levels = Níveis de organização
locations-add = Adicionar um local
locations-add-sub-location = Adicionar um sublocal
locations-edit = Editar local
locations-none = Ainda não há locais.
locations-none-first = Primeiro adicione
locations-none-levels = níveis de organização
locations-none-example = , por exemplo região, distrito e unidade de saúde.
locations-total =
    { $count ->
        [one] { $count } local
       *[other] { $count } locais
    }
locations-total-shown =
    { $count ->
        [one] ; só o primeiro por nome é mostrado
       *[other] ; os primeiros { $count } por nome são mostrados
    }
locations-search = Pesquisar locais
locations-search-hint = Nome ou código do local
locations-no-results = Nenhum resultado
locations-results = Resultados
locations-clear-search = Limpar pesquisa
locations-all = Todos os locais
locations-workers-count =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
locations-sub-locations-count =
    { $count ->
        [one] { $count } sublocal
       *[other] { $count } sublocais
    }
locations-of = de { $name }

locations-level = Nível de organização
locations-level-choose = Escolha um nível
locations-parent = Local superior
locations-parent-hint = Código ou nome do local
locations-parent-none = Nenhum (nível mais alto)
locations-parent-keep = Sem alteração
locations-site-code = Código do local
locations-site-code-hint = O código único na API e nas planilhas. Deixe em branco para criá-lo a partir do nome.
locations-latitude = Latitude
locations-longitude = Longitude
locations-coordinates = Latitude, longitude
locations-external-id = ID externo
locations-external-id-hint = A identidade do local em outro sistema.
locations-data = Dados personalizados
locations-data-hint = Um valor por linha, no formato nome=valor.
locations-data-line = escreva “{ $line }” no formato nome=valor
locations-id = ID do local
locations-created = Criação
locations-updated = Última atualização

locations-workers = Agentes
locations-active-workers =
    { $count ->
        [0] Nenhum agente ativo neste local ou em seus sublocais.
        [one] { $count } agente ativo neste local ou em seus sublocais.
       *[other] { $count } agentes ativos neste local ou em seus sublocais.
    }
locations-show-people = Mostrar na lista de pessoas
locations-location = Local
locations-here = Este local
locations-below = Sublocal

locations-level-add = Adicionar um nível de organização
locations-level-edit = Editar nível de organização
locations-levels-hint = Cada local está em um nível, por exemplo região, distrito ou unidade de saúde. Seu local superior está no nível acima.
locations-levels-none = Ainda não há níveis de organização.
locations-level-example = Distrito
locations-level-code = Código
locations-level-code-hint = O nome do nível na API.
locations-level-parent = Nível superior
locations-level-owns-cases = Possui casos
locations-level-owns-cases-check = Os locais deste nível possuem casos
locations-level-sees-cases = Vê casos dos sublocais
locations-level-sees-cases-check = Os agentes veem os casos dos sublocais
locations-file-type = este tipo de arquivo não é aceito. Escolha um arquivo que termine em .csv, .xlsx, .xls ou .ods
