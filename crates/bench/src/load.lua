-- Requests to send, one to a line: a path alone is a GET. The line `POST path prefix password`
-- creates workers under names that nobody has.
local requests, creating = {}, nil
local count = 0

function init(arguments)
   local headers = { ["Authorization"] = arguments[2], ["Content-Type"] = "application/json" }
   for line in io.lines(arguments[1]) do
      local path, prefix, password = line:match("^POST (%S+) (%S+) (%S+)$")
      if path then
         creating = { path = path, prefix = prefix, password = password, headers = headers }
      else
         requests[#requests + 1] = wrk.format("GET", line, headers)
      end
   end
end

function request()
   count = count + 1
   if not creating then
      return requests[(count - 1) % #requests + 1]
   end
   local sign = creating.password == "-" and '"connect_username": "c"'
      or '"password": "' .. creating.password .. '"'
   local body = string.format('{"username": "%s%d", "first_name": "Asha", "last_name": "Devi", %s}',
      creating.prefix, count, sign)
   return wrk.format("POST", creating.path, creating.headers, body)
end

function done(summary, latency, all)
   local errors = summary.errors
   io.write(string.format('RESULT {"requests": %d, "micros": %d, "p50": %d, "p99": %d, "errors": %d}\n',
      summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
