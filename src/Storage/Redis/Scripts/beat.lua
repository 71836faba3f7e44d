-- Says that a gateway lives and how far it is, and opens the budgets of which every gateway has told what it knows.
local prefix, all = KEYS[1], KEYS[1] .. 'nodes'
local node, silence, life, lease, known = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])

-- For as long as what was held before a loss of data would have lived, there may be gateways that hold something nobody else knows of.
redis.call('PEXPIRE', prefix .. 'generation', life)
local generation = redis.call('HMGET', prefix .. 'generation', 'began', 'opens')
local is_lost = now < tonumber(generation[1] or now) + lease

-- Those that others knew before, and that have not come back, were seen at 0.
if is_lost then
  for i = 1, known do redis.call('HSETNX', all, ARGV[i + 5], 0) end
end
redis.call('HSET', all, node, now)
redis.call('PEXPIRE', all, life)
local living, is_complete = {}, true
local found = redis.call('HGETALL', all)
for i = 1, #found, 2 do
  local seen = tonumber(found[i + 1])
  if is_lost and seen == 0 then is_complete = false end
  if is_lost or seen + lease > now then
    living[#living + 1] = found[i]
  else
    redis.call('HDEL', all, found[i])
  end
end

local function have_all_told(book, build)
  local nodes = redis.call('HGETALL', book .. ':nodes')
  for i = 1, #nodes, 2 do
    local bar = string.find(nodes[i + 1], '|', 1, true)
    if not is_lost and tonumber(string.sub(nodes[i + 1], 1, bar - 1)) <= now then
      redis.call('HDEL', book .. ':nodes', nodes[i])
    elseif string.sub(nodes[i + 1], bar + 1) ~= build then
      return false
    end
  end
  return is_complete
end

local answers = {}
for i = 1, #KEYS - 1 do
  local book = KEYS[i + 1]
  redis.call('HSET', book .. ':nodes', node, (now + silence) .. '|' .. ARGV[known + i + 5])
  redis.call('PEXPIRE', book .. ':nodes', life)
  local build, state = build_of(prefix, book)
  if build then
    redis.call('PEXPIRE', book, life)
    redis.call('PEXPIRE', book .. ':journals', life)
    if state ~= 'open' and now >= tonumber(generation[2]) and have_all_told(book, build) then
      state = 'open'
      redis.call('HSET', book, 'state', state)
    end
  end
  answers[i] = { build or '', state or '' }
end
return { living, answers }
