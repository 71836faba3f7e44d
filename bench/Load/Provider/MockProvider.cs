using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Provider;

/// <summary>
/// A provider that answers at once, in OpenAI's form or under <c>/v1/messages</c> in Anthropic's: as one body or, where <c>stream</c> is asked
/// for, as events at the pace that the request says.
/// </summary>
internal sealed class MockProvider : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MockProvider(WebApplication application, int port) => (_application, Port) = (application, port);

    public int Port { get; }

    public static async Task<MockProvider> StartAsync()
    {
        var port = FreePort.Next();
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
        var answers = http.Request.Path == "/v1/messages" ? MockAnswers.Anthropic : MockAnswers.OpenAi;
        if (body.AsSpan().IndexOf("\"stream\":true"u8) >= 0)
        {
            await StreamAsync(http, answers, StreamPace.Of(body));
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answers.Whole.Length;
        await http.Response.Body.WriteAsync(answers.Whole, http.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext http, MockAnswers answers, StreamPace pace)
    {
        http.Response.ContentType = "text/event-stream";
        if (answers.Beginning.Length > 0)
            await http.Response.Body.WriteAsync(answers.Beginning, http.RequestAborted);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(pace.Milliseconds));
        for (var i = 0; i < pace.Events; i++)
        {
            await http.Response.Body.WriteAsync(answers.Event, http.RequestAborted);
            await timer.WaitForNextTickAsync(http.RequestAborted);
        }

        await http.Response.Body.WriteAsync(answers.End, http.RequestAborted);
    }
}
