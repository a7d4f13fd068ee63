imports-title = Importação
imports-upload = Enviar uma planilha de agentes
imports-upload-hint = Primeiro você vê uma pré-visualização. Nada muda até você confirmar.
imports-file = Arquivo (CSV, XLSX ou JSON Lines, até { $megabytes } MB)
imports-check = Verificar o arquivo
imports-choose-file = escolha um arquivo
imports-file-type = este tipo de arquivo não é aceito. Escolha um arquivo que termine em .csv, .xlsx, .xls, .ods ou .jsonl

imports-columns = Colunas e modelo
imports-columns-first-row = A primeira linha contém os nomes das colunas do envio em massa do CommCare:
imports-columns-or = ou
imports-columns-any-of = , e quaisquer destas:
imports-columns-and = , e
imports-columns-custom = para cada campo personalizado.
imports-columns-missing = Uma coluna ausente não muda nada. Uma célula vazia remove números de telefone, grupos, locais, o perfil, o dia da desativação e valores personalizados; nas outras colunas não muda nada, e
imports-columns-clear = remove um nome, endereço de e-mail, idioma ou função.
imports-columns-asterisks = Uma senha de asteriscos
imports-columns-asterisks-keep = não muda a senha.
imports-columns-again = Importar o mesmo arquivo outra vez não muda nada.
imports-template = Baixe um modelo vazio com as colunas deste domínio:
imports-template-workers-before = Para obter um modelo com os seus agentes, exporte a lista de
imports-template-workers-link = pessoas
imports-template-workers-after = . Edite o arquivo e envie-o aqui.

imports-pending = Pré-visualizações que esperam por você
imports-pending-uploaded = , enviado em
imports-pending-running = , ainda em verificação

imports-history = Histórico de importações
imports-none = Ainda não há importações.
imports-column-file = Arquivo
imports-column-number = Importação
imports-column-time = Data e hora
imports-column-user = Usuário
imports-column-action = Ação
imports-undone = Desfeita
imports-undo = Desfazer
imports-password-links-of = Links de senha
imports-undo-number = a importação { $number }
imports-undo-until = Você pode desfazer uma importação até que um dos seus agentes seja alterado de novo.

imports-heading-changing = Alterando agentes
imports-heading-action-stopped = A ação parou
imports-heading-action-finished = Ação concluída
imports-heading-checking = Verificando o arquivo
imports-heading-importing = Importando
imports-heading-unreadable = O arquivo não pode ser lido
imports-heading-failed = A importação falhou
imports-heading-columns = Associar as colunas
imports-heading-preview = Pré-visualização da importação
imports-heading-finished = Importação concluída
imports-heading-nothing = Nada foi importado

imports-people = Pessoas
imports-progress = Progresso
imports-progress-workers =
    { $count ->
        [one] { $count } agente até agora
       *[other] { $count } agentes até agora
    }
imports-progress-rows =
    { $count ->
        [one] { $count } linha até agora
       *[other] { $count } linhas até agora
    }
imports-progress-errors = , { $count } com erros
imports-progress-leave = . Você pode sair desta página e voltar.
imports-refresh = Atualizar

imports-unreadable = O arquivo não pode ser lido: { $reason }.
imports-action-stopped = A ação parou: { $reason }.
imports-stopped = A importação parou: { $reason }.
imports-action-changed =
    { $count ->
        [one] { $count } agente foi alterado antes disso.
       *[other] { $count } agentes foram alterados antes disso.
    }
imports-nothing-changed-correct = Nada foi alterado. Corrija o arquivo e envie-o de novo.
imports-nothing-changed-again = Nada foi alterado. Envie o arquivo de novo.
imports-rows-imported =
    { $count ->
        [one] { $count } linha foi importada antes disso. Envie o arquivo de novo: as linhas já importadas não mudam.
       *[other] { $count } linhas foram importadas antes disso. Envie o arquivo de novo: as linhas já importadas não mudam.
    }
imports-upload-file = Enviar um arquivo
imports-upload-another = Enviar outro arquivo

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [one] { $count } coluna não foi reconhecida
       *[other] { $count } colunas não foram reconhecidas
    }
imports-columns-unknown-hint = Escolha o que cada coluna contém. Em seguida você verá a pré-visualização; nada muda até você confirmar. Para manter uma coluna como dado personalizado, adicione primeiro um campo personalizado e envie o arquivo novamente.
imports-columns-empty = Sem valores nas primeiras linhas.
imports-columns-values = Primeiros valores:
imports-columns-ignore = Ignorar esta coluna
imports-columns-known = Colunas
imports-columns-fields = Campos personalizados
imports-columns-did-you-mean = Você quis dizer { $column }?
imports-columns-preview = Mostrar a pré-visualização
imports-columns-change = Alterar as colunas
imports-columns-same = “{ $other }” também é { $column }. Ignore uma delas
imports-columns-choose = escolha uma coluna ou ignore-a
imports-columns-no-identity = Escolha a coluna com os nomes de usuário, ou a coluna com os identificadores (user_id).

imports-summary = Resumo
imports-errors = Erros
imports-to-update = A atualizar
imports-to-create = A criar
imports-updated = Atualizados
imports-created = Criados
imports-no-change = Sem alteração

imports-no-valid-row = Nenhuma linha pode ser importada. Corrija o arquivo e envie-o de novo.
imports-all-same = Nada a importar: todos os agentes já têm estes valores.
imports-not-yet = Nada mudou ainda.
imports-not-yet-errors = Para importar todas as linhas, corrija os erros no arquivo e envie-o de novo.
imports-mode = Modo de importação
imports-mode-rows =
    { $count ->
        [1] Importar a linha válida
       *[other] Importar as { $count } linhas válidas
    }
imports-mode-rows-skip =
    { $count ->
        [one] , ignorar a que tem erros
       *[other] , ignorar as { $count } com erros
    }
imports-mode-atomic = Importar somente se todas as linhas forem válidas
imports-execute =
    { $count ->
        [one] Importar { $count } agente
       *[other] Importar { $count } agentes
    }
imports-result =
    Criados: { $created }, atualizados: { $updated }, sem alteração: { $unchanged }{ $skipped ->
        [0] .
       *[other] , ignorados por causa de erros: { $skipped }.
    }
imports-nothing-because =
    { $count ->
        [one] Nada foi importado porque { $count } linha tem erros. Corrija o arquivo e envie-o de novo.
       *[other] Nada foi importado porque { $count } linhas têm erros. Corrija o arquivo e envie-o de novo.
    }
imports-slips = Imprimir fichas
imports-password-links =
    { $count ->
        [one] Link de senha para o novo agente
       *[other] Links de senha para { $count } novos agentes
    }
imports-report = Baixar relatório
imports-error-rows = Baixar as linhas com erros
imports-undo-action = Desfazer ação
imports-undo-import = Desfazer importação
imports-view-people = Ver pessoas

imports-rows = Linhas
imports-rows-filter = Filtrar linhas
imports-rows-first = São mostradas as primeiras { $count } linhas. O relatório contém todas as linhas.
imports-rows-none = Nenhuma linha.
imports-row = Linha
imports-worker = Agente
imports-changes = Alterações
imports-values = Valores
imports-empty = vazio
imports-changes-to = muda para
imports-changes-arrow = →
imports-more = e mais { $count }
imports-error-line = { $problem }; { $remedy }

imports-undo-title = Desfazer a importação { $number }?
imports-undo-word = desfazer
imports-undo-deletes =
    { $count ->
        [one] { $count } agente criado por { $file } será excluído
       *[other] { $count } agentes criados por { $file } serão excluídos
    }
imports-undo-restores =
    { $count ->
        [one] { $count } agente alterado recupera os valores e a senha anteriores
       *[other] { $count } agentes alterados recuperam os valores e a senha anteriores
    }
imports-undo-one = { $effect }.
imports-undo-both = { $deletes }; { $restores }.
imports-undo-heading = Desfazer a importação { $number }
imports-undo-stopped = Parou antes de terminar: { $reason }. Para continuar, desfaça a importação de novo.
imports-undo-kept = Não desfeitos, porque estes agentes foram alterados nesse meio-tempo: { $names }.
imports-undo-gone =
    { $count ->
        [one] { $count } agente foi excluído nesse meio-tempo.
       *[other] { $count } agentes foram excluídos nesse meio-tempo.
    }
imports-undo-part = { $done } de { $total } desfeitos

imports-note-other-sheets = As outras planilhas da pasta de trabalho não foram lidas: { $names }.
imports-note-ignored-columns = Colunas ignoradas: { $names }.
imports-note-windows-1252 = O arquivo não está em UTF-8 e foi lido como Windows-1252: verifique as letras com acentos ou salve-o como “CSV UTF-8”.
imports-note-groups-created = Grupos criados: { $names }.
imports-note-groups-changed = Grupos alterados: { $names }.
imports-note-groups-would-create = Grupos que seriam criados: { $names }.
imports-note-groups-would-change = Grupos que seriam alterados: { $names }.

imports-reason-busy = o servidor estava ocupado demais
imports-reason-server = erro do servidor; os detalhes estão no log do servidor
imports-reason-report = não foi possível gravar o relatório; os detalhes estão no log do servidor
imports-reason-too-large = a tabela contém mais de { $megabytes } MB. Divida-a ou use `roster import`
imports-reason-file = o arquivo não pode ser lido ou gravado
imports-reason-unknown-columns = coluna desconhecida { $columns }: corrija o nome ou comece-o com “data: ” para um campo personalizado
imports-reason-column = “{ $name }”
imports-reason-column-similar = “{ $name }” (você quis dizer “{ $similar }”?)
imports-reason-repeated-column = a coluna “{ $name }” aparece duas vezes: remova uma delas
imports-reason-same-column = as colunas '{ $other }' e '{ $name }' são ambas '{ $column }': remova uma delas
imports-reason-no-identity = a tabela não tem a coluna “username” nem a coluna “user_id”: adicione uma
imports-reason-empty = a tabela está vazia: a primeira linha deve conter os nomes das colunas
imports-reason-exported-row = a linha de “{ $username }” é maior que os 4 MiB que uma importação aceita: remova parte dos dados personalizados
imports-reason-does-not-fit = { $reason }: exporte como jsonl
imports-misfit-rows = uma planilha comporta no máximo 1.048.575 agentes
imports-misfit-columns = uma tabela pode ter no máximo { $most } colunas
imports-misfit-size = a pasta de trabalho seria maior do que uma importação aceita
imports-misfit-text = um valor de “{ $column }” tem mais de { $most } caracteres
imports-misfit-value = um agente tem um valor sem coluna, veja `roster check`
imports-misfit-row = uma linha não pode ser escrita
imports-misfit-workbook = a pasta de trabalho não pode ser escrita ({ $reason })
imports-reason-too-many-columns = a linha { $row } tem mais que o máximo de { $most } colunas
imports-reason-too-many-rows = a tabela tem mais de { $most } linhas: divida-a
imports-reason-row-too-long = a linha { $row } é maior que 4 MiB: verifique se falta fechar aspas
imports-reason-unclosed-quote = as aspas que abrem uma célula na linha { $row } nunca são fechadas: feche-as e duplique as aspas dentro de uma célula
imports-reason-text-after-quote = a linha { $row } tem texto depois de fechar aspas: duplique as aspas dentro de uma célula
imports-reason-not-utf-8 = a linha { $row } não está em UTF-8: salve o arquivo como “CSV UTF-8”
imports-reason-damaged = o arquivo está danificado ou incompleto na linha { $row }: salve-o ou envie-o de novo

imports-remedy-enter = informe um valor
imports-remedy-email = escreva um só endereço, como ada@example.org, ou deixe em branco
imports-remedy-phone = escreva dígitos, com no máximo um + na frente, ou deixe em branco
imports-remedy-true-or-false = escreva true ou false
imports-remedy-username = use somente letras, dígitos e . _ + -
imports-remedy-host = remova o @ e tudo o que vem depois
imports-remedy-other-username = escolha outro nome de usuário; os de agentes excluídos continuam ocupados
imports-remedy-no-id = deixe user_id vazio para criar um novo agente
imports-remedy-present = escreva o valor atual ou remova a coluna
imports-remedy-group = crie primeiro o grupo ou corrija o nome
imports-remedy-location = crie primeiro o local ou corrija o código
imports-remedy-role = `roster role list` mostra as funções
imports-remedy-profile = `roster profile list` mostra os perfis
imports-remedy-controlled = esvazie a célula; o perfil ou o servidor define este valor
imports-remedy-password = escolha outra senha ou escreva **** para manter a atual
imports-remedy-shorten = encurte o valor
imports-remedy-null = remova o caractere U+0000
imports-remedy-correct = corrija a linha

imports-reason-not-workbook = o arquivo não é uma pasta de trabalho: { $remedy }
imports-reason-not-csv = o arquivo não é CSV: { $remedy }
imports-reason-not-readable = o arquivo não é legível: { $remedy }
imports-reason-not-complete = o arquivo não está completo: { $remedy }
imports-reason-too-large-workbook = a pasta de trabalho é grande demais: { $limit }

imports-file-save-again = pode estar incompleto ou ter a extensão errada; salve-o ou envie-o de novo
imports-file-password = a pasta de trabalho está protegida por senha; salve-a sem senha
imports-file-binary = é uma pasta de trabalho binária (.xlsb); salve-a como .xlsx
imports-file-document = é um documento de um editor de texto; copie a tabela para uma planilha
imports-file-pdf = é um PDF; copie a tabela para uma planilha
imports-file-numbers = é uma planilha do Numbers; exporte-a como .xlsx ou .csv
imports-file-zip = é um arquivo zip; descompacte-o
imports-file-gzip = é um arquivo gzip; descompacte-o
imports-file-rename-ods = é uma pasta de trabalho; renomeie-a para .ods
imports-file-rename-or-unpack = é uma pasta de trabalho ou um arquivo compactado; renomeie para .xlsx ou descompacte
imports-file-rename-xls = é uma pasta de trabalho; renomeie-a para .xls
imports-file-rename-jsonl = é JSON; renomeie para .jsonl
imports-file-rename-csv = é um arquivo de texto; renomeie para .csv
imports-file-xml = é uma planilha XML do Excel 2003; abra-a em um programa de planilhas e salve-a como .xlsx
imports-file-flat = é um arquivo OpenDocument plano; salve-o como .ods ou .xlsx
imports-file-html = é uma página da web (HTML); abra-a em um programa de planilhas e salve-a como .xlsx
imports-file-values = a fórmula não tem valor salvo; abra a pasta de trabalho em um programa de planilhas, salve-a e envie-a de novo
imports-file-error-values = uma célula mostra um erro da planilha, como #ERROR!, #SPILL! ou #CALC!; corrija-o e salve de novo a pasta de trabalho

imports-limit-files = contém arquivos demais
imports-limit-cell = uma célula tem mais de 1 MiB
imports-limit-data = seus dados descompactados excedem o limite de uma tabela de agentes
imports-limit-xls = salve-a como .xlsx
imports-limit-merged = tem células mescladas demais
imports-limit-repeated = suas células repetidas excedem o limite
