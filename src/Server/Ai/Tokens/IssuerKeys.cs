using FerroGate.Core.Tokens;

namespace FerroGate.Server.Ai.Tokens;

/// <summary>
/// The signing keys of one issuer, which outlive a reload. They are got beside the requests, again every ten minutes in which they are used,
/// and when a token names a key that is missing, but never twice in a minute. Where that fails those known so far stay in force; while there are
/// none it is tried again after five seconds.
/// </summary>
/// <param name="issuer">The issuer.</param>
/// <param name="get">Gets the document with its keys.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where it is told that they could not be got.</param>
internal sealed partial class IssuerKeys(string issuer, Func<CancellationToken, Task<byte[]>> get, TimeProvider clock, ILogger logger) : IIssuerKeys
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private volatile SigningKeys? _current;
    private volatile bool _areComing;
    private byte[] _document = [];
    private long? _began;

    /// <summary>Asking for them shows that they are used, so those that are old are got again.</summary>
    public SigningKeys? Current
    {
        get
        {
            Get(Age);
            return _current;
        }
    }

    public bool AreComing => _areComing;

    public void Want() => Get(_current is null ? FirstPause : Pause);

    private void Get(TimeSpan unlessSince)
    {
        lock (_gate)
        {
            if (_areComing || (_began is { } began && clock.GetElapsedTime(began) < unlessSince))
                return;

            (_began, _areComing) = (clock.GetTimestamp(), true);
        }

        // What goes on beside a request must not carry its context along.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(GetAsync);
    }

    private async Task GetAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(Patience, clock);
            var document = await get(late.Token);

            // The same keys stay the same object, or every token would be checked anew.
            if (!document.AsSpan().SequenceEqual(_document))
                (_current, _document) = (SigningKeys.Read(document), document);
        }
        catch (OperationCanceledException)
        {
            Log.NotGot(logger, issuer, "they did not come in time");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            Log.NotGot(logger, issuer, exception.Message);
        }
        finally
        {
            _areComing = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys of the token issuer {Issuer} could not be got: {Reason}. Those known so far stay in force.")]
        public static partial void NotGot(ILogger logger, string issuer, string reason);
    }
}
