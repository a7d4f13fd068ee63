# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = Servidor
start-version = Versão
start-store = Banco de dados
start-store-value = { $engine }, esquema { $number }
start-size = Tamanho do banco de dados
start-free-store = Espaço livre em disco, banco de dados
start-free-backups = Espaço livre em disco, backups
start-of-total = { $free } de { $total }
start-last-backup = Último backup
start-backup-due = Backup pendente
start-operators = Operadores
start-backups = Backups
start-no-folder = Este servidor não tem pasta para backups. Defina backups em roster.toml ou execute roster backup FILE.
start-backup-hint = Um backup tem todos os dados de todos os domínios, com dados pessoais e segredos: proteja-o como o banco de dados. Os arquivos ficam em { $folder } neste servidor. O comando roster restore restaura um backup.
start-backup-running = Um backup está em andamento desde { $time }.
start-refresh = Atualizar
start-backup-failed = O último backup falhou: { $reason }
start-start-backup = Iniciar um backup
start-file = Arquivo
start-file-size = Tamanho
start-file-actions = Ações
start-download = Baixar
start-domains = Domínios
start-no-domains = Nenhum domínio ainda.
start-records-size = Tamanho dos registros
start-create-domain-title = Criar um domínio
start-create-domain = Criar domínio
start-server-link = Estado do servidor e backups
start-name-hint = Faz parte de todos os endereços, como /a/NAME/api/. Não pode ser alterado depois.
start-wire = Respostas da API do CommCare
start-wire-documented = Como documentado
start-wire-live = Como o serviço em produção as envia
start-first-admin = Você se torna o primeiro administrador e pode convidar outras pessoas.
start-delete-backup-title = Excluir este backup?
start-delete-backup-text = O arquivo é excluído do servidor. As cópias baixadas permanecem.
start-delete-backup = Excluir backup
start-first-steps = Primeiros passos
start-import-sheet = Importar uma planilha
start-presets = Funções predefinidas
start-presets-hint = Funções de que a maioria dos domínios precisa. Você pode alterá-las depois.
start-add-preset = Adicionar { $name }
start-add-presets = Adicionar todas as { $count }
start-preset-manager = Gerencia agentes, grupos, locais e usuários web, também pelas APIs.
start-preset-supervisor = Gerencia os agentes dos locais atribuídos e de seus sublocais.
start-preset-read-only = Vê agentes, grupos e locais, e não altera nada.
start-deactivated = Desativado
start-deactivate = Desativar
start-reactivate = Reativar
start-import-export = Importação e exportação
start-import-export-title = Importar e exportar locais
start-import = Importação
start-export = Exportação
start-preview-first = Você vê primeiro uma pré-visualização. Nada muda até você confirmar.
start-import-file = Arquivo (CSV, XLSX, XLS ou ODS)
start-check-file = Verificar o arquivo
start-columns = Colunas
start-columns-text = name (obrigatório), site_code, level (código ou nome do nível de organização), parent (código do local superior; vazio no topo), external_id, latitude, longitude, data: NAME, location_id. Uma linha com location_id ou site_code conhecido altera esse local; as outras criam um. Uma célula vazia remove o valor, e uma coluna ausente não muda nada. Os superiores podem vir depois de seus sublocais. Todas as linhas são importadas, ou nenhuma.
start-export-text = Todos os locais, com as colunas que a importação lê.
start-preview = Pré-visualização da importação
start-summary = Resumo
start-errors = Erros
start-to-create = A criar
start-to-update = A atualizar
start-no-change = Sem alteração
start-import-refused = Nada foi alterado. Corrija as linhas com erros e envie o arquivo novamente.
start-import-nothing = O arquivo não altera nada.
start-import-confirm =
    { $count ->
        [one] Importar { $count } local
       *[other] Importar { $count } locais
    }
start-row = Linha
start-parent = Superior
start-outcome = Resultado
start-first-rows = São mostradas as primeiras 500 linhas de cada resultado.
start-choose-file = escolha um arquivo
start-file-large = a tabela é maior que 4 MiB: divida-a
start-delete-location-title = Excluir este local?
start-delete-location = Excluir local
start-delete-below =
    { $count ->
        [one] Seu sublocal também será excluído.
       *[other] Seus { $count } sublocais também serão excluídos.
    }
start-delete-no-workers = Nenhum agente está atribuído.
start-delete-workers =
    { $count ->
        [one] { $count } agente perderá a atribuição e manterá a conta; { $without } ficará sem local.
       *[other] { $count } agentes perderão a atribuição e manterão a conta; { $without } ficarão sem local.
    }
start-delete-web-users =
    { $count ->
        [one] { $count } usuário web perderá a atribuição.
       *[other] { $count } usuários web perderão a atribuição.
    }
start-cannot-undo = Isto não pode ser desfeito.
start-unknown-columns = coluna desconhecida { $names }: corrija o nome ou comece-o com 'data: ' para um valor personalizado
start-missing-column = a tabela não tem a coluna '{ $name }': adicione-a
start-too-many-locations = a tabela tem mais de { $most } locais: divida-a
