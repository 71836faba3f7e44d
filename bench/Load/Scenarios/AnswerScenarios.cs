using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Results;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>Answers in one body. nginx comes first where it is there, as what the others are measured by.</summary>
internal static class AnswerScenarios
{
    private const int Many = 1_000;

    private static readonly WrkRequest s_chat = ChatRequest.With(ChatRequest.Secret);

    public static async Task<ITable> ProxyAsync(World world, Pace pace) => await pace.RunAsync(
        "A reverse proxy: a request of 200 bytes, 32 connections",
        "request",
        world.Answering(await world.NginxAsync(), s_chat),
        world.Answering(await world.HaProxyAsync(), s_chat),
        world.Answering(await world.CaddyAsync(), s_chat),
        world.Answering(await world.ReverseProxyAsync(), s_chat));

    public static async Task<ITable> TlsAsync(World world, Pace pace) => await pace.RunAsync(
        "A reverse proxy with HTTPS: a request of 200 bytes, 32 connections that are kept",
        "request",
        world.Answering(await world.SecureNginxAsync(), s_chat),
        world.Answering(await world.SecureHaProxyAsync(), s_chat),
        world.Answering(await world.SecureCaddyAsync(), s_chat),
        world.Answering(await world.GatewayAsync("reverse_proxy with HTTPS", world.Sites.ProxyOver(world.Certificate), isSecure: true), s_chat, name: "reverse_proxy"));

    public static async Task<ITable> ChatAsync(World world, Pace pace)
    {
        List<Contender> contenders =
        [
            world.Answering(await world.NginxAsync(), s_chat),
            world.Answering(await world.UngovernedAsync(), s_chat),
            world.Answering(await world.GovernedAsync(), s_chat),
            world.Answering(await world.ToAnthropicAsync(), s_chat),
            world.Answering(await world.UngovernedAsync(), ChatRequest.Messages, ChatRequest.MessagesPath, name: "from Anthropic's form"),
        ];
        if (await world.PortkeyAsync() is { } portkey)
            contenders.Add(world.Answering(portkey, ChatRequest.ThroughPortkey(world.ProviderPort)));
        var table = await pace.RunAsync("A chat completion: a short question, 32 connections", "request", contenders);
        return table with { Ratios = [("governed", "ungoverned"), .. table.Rows.Skip(3).Select(row => (row.Name, "ungoverned"))] };
    }

    /// <summary>What a change of the code is held by.</summary>
    public static async Task<Table> GovernedAsync(World world, Pace pace) => await pace.RunAsync(
        "A governed chat completion: a short question, 32 connections",
        "request",
        world.Answering(await world.NginxAsync(), s_chat),
        world.Answering(await world.GovernedAsync(), s_chat));

    public static async Task<ITable> PromptAsync(World world, Pace pace, int bytes)
    {
        var chat = ChatRequest.OfSize(bytes);
        return await pace.RunAsync(
            $"A chat completion: a prompt of {bytes >> 10} KiB, 32 connections",
            "request",
            world.Answering(await world.NginxAsync(), chat),
            world.Answering(await world.GovernedAsync(), chat));
    }

    /// <summary>How long each takes beside the provider alone says what it adds.</summary>
    public static async Task<ITable> AloneAsync(World world, Pace pace)
    {
        var table = await pace.RunAsync(
            "A chat completion: one caller at a time",
            "request",
            world.Answering(await world.NginxAsync(), s_chat, connections: 1),
            world.Answering(world.Direct, s_chat, connections: 1),
            world.Answering(await world.UngovernedAsync(), s_chat, connections: 1),
            world.Answering(await world.GovernedAsync(), s_chat, connections: 1));
        return table with { Direct = world.Direct.Name };
    }

    public static async Task<ITable> ManyAsync(World world, Pace pace)
    {
        var few = await world.GatewayAsync("10 models and routes", world.Sites.GovernedAmong(10));
        var many = await world.GatewayAsync($"{Many} models and routes", world.Sites.GovernedAmong(Many));
        return await pace.RunAsync(
            "A governed chat completion among few and many models and routes, of which the last is asked",
            "request",
            world.Answering(few, ChatRequest.For("mock-10")),
            world.Answering(many, ChatRequest.For($"mock-{Many}")));
    }

    /// <summary>The same program, compiled as it runs, compiled ahead and compiled again, and compiled ahead for good.</summary>
    public static async Task<ITable> ArtifactsAsync(World world, Pace pace)
    {
        var contenders = new List<Contender> { world.Answering(await world.NginxAsync(), s_chat) };
        foreach (var (name, executable) in world.Programs.Artifacts)
            contenders.Add(world.Answering(await world.GatewayAsync(name, world.Sites.Governed, executable), s_chat));
        return await pace.RunAsync("A governed chat completion through each artifact: a short question, 32 connections", "request", contenders);
    }
}
