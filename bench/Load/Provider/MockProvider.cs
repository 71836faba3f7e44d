using System.Text;
using System.Text.Json.Nodes;

namespace FerroGate.Bench.Load.Provider;

/// <summary>
/// A provider that answers at once: chat completions in OpenAI's form, as one body or, where <c>stream</c> is asked for, as 200 events 10 ms
/// apart.
/// </summary>
internal sealed class MockProvider : IAsyncDisposable
{
    private const int Events = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private static readonly byte[] Answer = Encoding.UTF8.GetBytes(
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"mock-1","choices":[{"index":0,"message":{"role":"assistant","content":"An answer of a few words, as a model gives one."},"finish_reason":"stop"}],"usage":{"prompt_tokens":21,"completion_tokens":12,"total_tokens":33}}
        """);

    private readonly WebApplication _application;

    private MockProvider(WebApplication application, int port) => (_application, Port) = (application, port);

    public int Port { get; }

    public static async Task<MockProvider> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        return new MockProvider(application, port);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http)
    {
        var length = (int)(http.Request.ContentLength ?? 0);
        var body = length == 0 ? [] : new byte[length];
        await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
        if (body.AsSpan().IndexOf("\"stream\":true"u8) >= 0)
        {
            await StreamAsync(http);
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Answer.Length;
        await http.Response.Body.WriteAsync(Answer, http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(Interval);
        for (var i = 0; i < Events; i++)
        {
            await http.Response.Body.WriteAsync(EventOf(new JsonObject { ["content"] = $"w{i} " }, null), http.RequestAborted);
            await timer.WaitForNextTickAsync(http.RequestAborted);
        }

        await http.Response.Body.WriteAsync(EventOf([], "stop"), http.RequestAborted);
        await http.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray(), http.RequestAborted);
    }

    private static byte[] EventOf(JsonObject delta, string? finish)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1764000000,
            ["model"] = "mock-1",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        };
        if (finish is not null)
            chunk["usage"] = new JsonObject { ["prompt_tokens"] = 21, ["completion_tokens"] = Events, ["total_tokens"] = 21 + Events };
        return Encoding.UTF8.GetBytes($"data: {chunk.ToJsonString()}\n\n");
    }
}
