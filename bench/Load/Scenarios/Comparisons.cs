using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Results;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>What is compared. nginx comes first in each, as what the others are measured by.</summary>
internal static class Comparisons
{
    /// <summary>Each by its name on the command line.</summary>
    public static IReadOnlyDictionary<string, Func<World, Pace, Task<Table>>> All { get; } = new Dictionary<string, Func<World, Pace, Task<Table>>>
    {
        ["proxy"] = ProxyAsync,
        ["chat"] = ChatAsync,
        ["prompt-100k"] = (world, pace) => PromptAsync(world, pace, 100 << 10),
        ["prompt-1m"] = (world, pace) => PromptAsync(world, pace, 1 << 20),
        ["alone"] = AloneAsync,
        ["stream-100"] = (world, pace) => StreamAsync(world, pace, 100),
        ["stream-1000"] = (world, pace) => StreamAsync(world, pace, 1_000),
    };

    /// <summary>Those that a change of the code is held by.</summary>
    public static IReadOnlyList<string> Quick { get; } = ["chat"];

    private static async Task<Table> ProxyAsync(World world, Pace pace)
    {
        var chat = ChatRequest.With(ChatRequest.Secret);
        return await pace.RunAsync(
            "A reverse proxy: a request of 200 bytes, 32 connections",
            "request",
            world.Answering(await world.NginxAsync(), chat),
            world.Answering(await world.HaProxyAsync(), chat),
            world.Answering(await world.CaddyAsync(), chat),
            world.Answering(await world.GatewayAsync("reverse_proxy", world.Sites.Proxy), chat));
    }

    private static async Task<Table> ChatAsync(World world, Pace pace)
    {
        var chat = ChatRequest.With(ChatRequest.Secret);
        var table = await pace.RunAsync(
            "A chat completion: a short question, 32 connections",
            "request",
            world.Answering(await world.NginxAsync(), chat),
            world.Answering(await world.GatewayAsync("ungoverned", world.Sites.Ungoverned), chat),
            world.Answering(await world.GatewayAsync("governed", world.Sites.Governed), chat),
            world.Answering(await world.GatewayAsync("to Anthropic's form", world.Sites.ToAnthropic), chat),
            world.Answering(await world.GatewayAsync("from Anthropic's form", world.Sites.Ungoverned), ChatRequest.Messages, ChatRequest.MessagesPath));
        return table with { Ratios = [.. table.Rows.Skip(2).Select(row => (row.Name, "ungoverned"))] };
    }

    private static async Task<Table> PromptAsync(World world, Pace pace, int bytes)
    {
        var chat = ChatRequest.OfSize(bytes);
        return await pace.RunAsync(
            $"A chat completion: a prompt of {bytes >> 10} KiB, 32 connections",
            "request",
            world.Answering(await world.NginxAsync(), chat),
            world.Answering(await world.GatewayAsync("governed", world.Sites.Governed), chat));
    }

    // How long each takes beside the provider alone says what it adds.
    private static async Task<Table> AloneAsync(World world, Pace pace)
    {
        var chat = ChatRequest.With(ChatRequest.Secret);
        return await pace.RunAsync(
            "A chat completion: one caller at a time",
            "request",
            world.Answering(await world.NginxAsync(), chat, connections: 1),
            world.Answering(world.Direct, chat, connections: 1),
            world.Answering(await world.GatewayAsync("governed", world.Sites.Governed), chat, connections: 1));
    }

    private static async Task<Table> StreamAsync(World world, Pace pace, int streams) => await pace.RunAsync(
        $"{streams} streams at once, 200 events 10 ms apart; times are those until the first event",
        "event",
        World.Streaming(await world.NginxAsync(), streams),
        World.Streaming(await world.GatewayAsync("ungoverned", world.Sites.Ungoverned), streams),
        World.Streaming(await world.GatewayAsync("to Anthropic's form", world.Sites.ToAnthropic), streams));
}
