-- Notes that budgets as they were built have counted a journal so far.
for i = 1, #KEYS - 1 do
  if build_of(KEYS[1], KEYS[i + 1]) == ARGV[i + 2] then
    local journals = KEYS[i + 1] .. ':journals'
    if tonumber(redis.call('HGET', journals, ARGV[1]) or 0) < tonumber(ARGV[2]) then redis.call('HSET', journals, ARGV[1], ARGV[2]) end
  end
end
return now
