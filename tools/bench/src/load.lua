-- Requests to send, one to a line:
--   /path                        GET it;
--   NEW /path                    GET it with a parameter that nobody has asked with before;
--   POST /path prefix password   create workers under names that nobody has;
--   BULK /path prefix rows       create so many in each request;
--   EDIT /path                   PUT another last name;
--   PACE milliseconds            and wait so long before each request of a connection.
local requests, creating = {}, nil
local seed, count = "0", 0

local function to_create(path, headers, body)
   creating = function() return wrk.format("POST", path, headers, body()) end
end

function init(arguments)
   seed = arguments[3]
   local headers = { ["Authorization"] = arguments[2], ["Content-Type"] = "application/json" }
   for line in io.lines(arguments[1]) do
      local kind, path, prefix, more = line:match("^(%u+) (%S+) ?(%S*) ?(%S*)$")
      if kind == "POST" then
         local sign = more == "-" and '"connect_username": "c"' or '"password": "' .. more .. '"'
         to_create(path, headers, function()
            return string.format('{"username": "%s%s.%d", "first_name": "Asha", "last_name": "Devi", %s}',
               prefix, seed, count, sign)
         end)
      elseif kind == "BULK" then
         to_create(path, headers, function()
            local rows = {}
            for row = 1, tonumber(more) do
               rows[row] = string.format('{"username": "%s%s.%d.%d", "first_name": "Asha", "connect_username": "c"}',
                  prefix, seed, count, row)
            end
            return '{"objects": [' .. table.concat(rows, ",") .. "]}"
         end)
      elseif kind == "PACE" then
         local pause = tonumber(path)
         -- wrk looks for this name to learn whether to wait.
         _G["delay"] = function() return pause end
      elseif kind == "NEW" then
         local sign = path:find("?", 1, true) and "&" or "?"
         requests[#requests + 1] = function()
            return wrk.format("GET", path .. sign .. "_=" .. seed .. "." .. count, headers)
         end
      elseif kind == "EDIT" then
         requests[#requests + 1] = function()
            local body = string.format('{"last_name": "Devi %s.%d"}', seed, count)
            return wrk.format("PUT", path, headers, body)
         end
      else
         local whole = wrk.format("GET", line, headers)
         requests[#requests + 1] = function() return whole end
      end
   end
end

function request()
   count = count + 1
   if creating then
      return creating()
   end
   return requests[(count - 1) % #requests + 1]()
end

function done(summary, latency, all)
   local errors = summary.errors
   io.write(string.format('RESULT {"requests": %d, "micros": %d, "p50": %d, "p99": %d, "errors": %d}\n',
      summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
