using System.Net.Http.Headers;
using System.Threading.Channels;
using FerroGate.Server.Connections;

namespace FerroGate.Server.Telemetry.Alerts;

/// <summary>
/// Posts alerts to webhooks, one after another and beside the requests that have caused them. Whoever does not take one is asked a few
/// times more; then the log says that it did not get it.
/// </summary>
internal sealed partial class AlertWebhooks : IAsyncDisposable
{
    private const int MostWaiting = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    private readonly Channel<(Uri Url, bool IsPublicOnly, byte[] Json)> _waiting = Channel.CreateBounded<(Uri, bool, byte[])>(MostWaiting);
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<AlertWebhooks> _logger;
    private readonly Task _posting;

    public AlertWebhooks(TimeProvider clock, ILogger<AlertWebhooks> logger)
    {
        (_clock, _logger) = (clock, logger);
        _posting = Task.Run(PostAllAsync);
    }

    /// <param name="url">Where to.</param>
    /// <param name="isPublicOnly">Only if that is in the public internet.</param>
    /// <param name="json">The alert.</param>
    public void Post(Uri url, bool isPublicOnly, byte[] json)
    {
        if (!_waiting.Writer.TryWrite((url, isPublicOnly, json)))
            Log.TooMany(_logger, url.Host);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _stop.CancelAsync();
        await _posting;
        _stop.Dispose();
    }

    private async Task PostAllAsync()
    {
        // Redirects are not followed: an alert goes where config says, and nowhere else.
        using var client = NewClient(isPublicOnly: false);
        using var careful = NewClient(isPublicOnly: true);
        try
        {
            await foreach (var (url, isPublicOnly, json) in _waiting.Reader.ReadAllAsync(_stop.Token))
                await PostAsync(isPublicOnly ? careful : client, url, json);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static HttpClient NewClient(bool isPublicOnly) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !isPublicOnly,
        ConnectCallback = isPublicOnly ? PublicConnect.ConnectAsync : null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async Task PostAsync(HttpClient client, Uri url, byte[] json)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await TryPostAsync(client, url, json) is not { } failure)
                return;

            if (attempt == Pauses.Length)
            {
                Log.NotPosted(_logger, url.Host, failure);
                return;
            }

            await Task.Delay(Pauses[attempt], _clock, _stop.Token);
        }
    }

    private async Task<string?> TryPostAsync(HttpClient client, Uri url, byte[] json)
    {
        using var late = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stop.Token);
        using var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await client.PostAsync(url, content, either.Token);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return "it did not answer in time";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The webhook at {Host} did not get an alert: {Reason}.")]
        public static partial void NotPosted(ILogger logger, string host, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Too many alerts wait for webhooks; one for {Host} is dropped.")]
        public static partial void TooMany(ILogger logger, string host);
    }
}
