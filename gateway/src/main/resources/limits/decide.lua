-- Counts a request for all of its claims or for none. A count is a sliding window in slices, as in SlidingWindow.java: a
-- hash with one field for each slice that still counts, their sum, and the last slice.
--
-- KEYS  the version of the limits; who was refused in this hour; then one count for each claim
-- ARGV  the version that the caller knows; the time in ms, or nothing for this server's own; the route;
--       then for each claim its limit and its window in ms
--
-- Returns {0, claim, ms until there is room} for a refused request, {1, what is left of each claim} for one that passed,
-- and {2} if the caller knows other limits than those that hold. Claims are numbered from 0.

local SLICES = 60
local REFUSALS_KEPT = 1000
local REFUSALS_SECONDS = 7200

local function name(slice)
    return string.format('%.0f', slice)
end

if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then
    return { 2 }
end

local now = tonumber(ARGV[2])
if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function forget(key, from, to)
    local slices = {}
    for slice = from, to do
        slices[#slices + 1] = name(slice)
    end
    local gone = 0
    for _, count in ipairs(redis.call('HMGET', key, unpack(slices))) do
        gone = gone + (tonumber(count or 0))
    end
    redis.call('HDEL', key, unpack(slices))
    return gone
end

local function wait(key, sum, last, limit, window)
    local slice = last - SLICES
    while sum >= limit and slice <= last do
        sum = sum - tonumber(redis.call('HGET', key, name(slice)) or 0)
        slice = slice + 1
    end
    return math.max(1, math.ceil((slice + SLICES) * window / SLICES) - now)
end

local answer = { 1 }
local lasts = {}
for n = 3, #KEYS do
    local key = KEYS[n]
    local limit = tonumber(ARGV[2 * n - 2])
    local window = tonumber(ARGV[2 * n - 1])
    local state = redis.call('HMGET', key, 'last', 'sum')
    local last = tonumber(state[1] or 0)
    local sum = tonumber(state[2] or 0)
    local slice = math.max(last, math.floor(now * SLICES / window))
    if slice > last then
        if slice - last > SLICES then
            redis.call('DEL', key)
            sum = 0
        else
            sum = sum - forget(key, last - SLICES, slice - SLICES - 1)
        end
        redis.call('HSET', key, 'last', name(slice), 'sum', sum)
        redis.call('PEXPIRE', key, 2 * window)
    end
    if sum >= limit then
        redis.call('ZINCRBY', KEYS[2], 1, key .. ' ' .. ARGV[3])
        redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -REFUSALS_KEPT - 1)
        redis.call('EXPIRE', KEYS[2], REFUSALS_SECONDS)
        return { 0, n - 3, wait(key, sum, slice, limit, window) }
    end
    lasts[n] = name(slice)
    answer[n - 1] = limit - sum - 1
end

for n = 3, #KEYS do
    redis.call('HINCRBY', KEYS[n], lasts[n], 1)
    redis.call('HINCRBY', KEYS[n], 'sum', 1)
end
return answer
