-- Says that a gateway lives and how far it is, and opens the budgets of which every living gateway has told what it knows.
local prefix = KEYS[1]
local node, patience, life = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('PEXPIRE', prefix .. 'generation', life)
local answers = {}
for i = 1, #KEYS - 1 do
  local book = KEYS[i + 1]
  local build, state = build_of(prefix, book)
  if build then
    redis.call('PEXPIRE', book, life)
    redis.call('PEXPIRE', book .. ':journals', life)
    redis.call('HSET', book .. ':nodes', node, (now + patience) .. '|' .. ARGV[i + 3])
    redis.call('PEXPIRE', book .. ':nodes', life)
    if state ~= 'open' and now >= tonumber(redis.call('HGET', book, 'opens')) then
      local ready = true
      local nodes = redis.call('HGETALL', book .. ':nodes')
      for n = 1, #nodes, 2 do
        local bar = string.find(nodes[n + 1], '|', 1, true)
        if tonumber(string.sub(nodes[n + 1], 1, bar - 1)) <= now then
          redis.call('HDEL', book .. ':nodes', nodes[n])
        elseif string.sub(nodes[n + 1], bar + 1) ~= build then
          ready = false
        end
      end
      if ready then
        state = 'open'
        redis.call('HSET', book, 'state', state)
      end
    end
  end
  answers[i] = { build or '', state or '' }
end
return answers
