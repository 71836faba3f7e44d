using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// One request through a <c>reverse_proxy</c>: upstreams are asked, one after the other, until one answers, and its answer goes to
/// the client.
/// </summary>
internal sealed class ProxyExchange(SiteRequest request, ProxySettings settings) : IDisposable
{
    private readonly long _started = settings.Services.Clock.GetTimestamp();
    private ReadOnlyMemory<byte> _buffered;
    private bool _isWhole;
    private bool _bodyHasBegun;
    private UpstreamState? _counted;
    private long _sentAt;

    /// <summary>The upstream that is asked, or that has answered.</summary>
    public Upstream? Upstream { get; private set; }

    /// <summary>Its answer, once that is there.</summary>
    public HttpResponseMessage? Answer { get; private set; }

    /// <summary>How long the upstream took to answer.</summary>
    public TimeSpan Latency { get; private set; }

    /// <summary>How long the request has been here.</summary>
    public TimeSpan Duration => settings.Services.Clock.GetElapsedTime(_started);

    /// <summary>The request comes back answered, failed or reset.</summary>
    public async Task RunAsync()
    {
        request.Proxied = this;

        // Streams in both directions may be silent for long; `read_body` bounds what must not.
        if (request.Http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;

        if (request.BodyIsGone && SendsBody && BufferedBody.IsThere(request.Request))
        {
            await FailAsync(AttemptFailure.BodyIsGone);
            return;
        }

        (_buffered, _isWhole) = await BufferedBody.ReadAsync(request.Http, settings.RequestBuffers, SendsBody);
        request.BodyIsGone |= _buffered.Length > 0;
        if (request.Error is not null)
            return;

        List<Upstream>? tried = null;
        AttemptFailure? failure = null;
        for (var retries = 0; ; retries++)
        {
            var choice = await ChooseAsync(tried);
            if (choice is null)
            {
                failure ??= AttemptFailure.NoneAvailable;
            }
            else
            {
                failure = await TryAsync(choice);
                if (failure is null)
                    return;

                (tried ??= []).Add(choice);
            }

            if (!await MayTryAgainAsync(failure, retries, tried))
                break;
        }

        await FailAsync(failure);
    }

    /// <summary>Gives the client the answer of the upstream; so <c>copy_response</c> does.</summary>
    /// <param name="status">Another status than the upstream's.</param>
    public async Task RelayAsync(int? status)
    {
        settings.ResponseHead.Write(request, Answer!);
        if (status is { } other && other != request.Response.StatusCode)
            request.Response.SetStatus(other);

        // Where there can be no body, no length may promise one, whatever the upstream says.
        var mayHaveBody = AnswerWriter.MayHaveBody(request.Response.StatusCode);
        if ((!mayHaveBody && request.Response.StatusCode != StatusCodes.Status304NotModified) || (HttpMethods.IsHead(Method) && !HttpMethods.IsHead(request.OriginalMethod)))
            request.Response.ContentLength = null;

        if (!mayHaveBody)
            return;

        try
        {
            await settings.ResponseBody.SendAsync(request, Answer!, request.Http.RequestAborted);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // Half an answer must not look like a whole one.
            request.Facts.ErrorCode = request.Http.RequestAborted.IsCancellationRequested ? "proxy_client_gone" : "proxy_cut";
            request.Http.Reset();
        }
    }

    /// <summary>Lets go of the upstream's answer and of its connection; from here on the upstream is not busy with this request.</summary>
    public void Dispose()
    {
        Answer?.Dispose();
        Interlocked.Exchange(ref _counted, null)?.End();
    }

    private bool SendsBody => settings.Method is null || !(HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method));

    private string Method =>
        settings.Method?.Fill(request).ToUpperInvariant() is { Length: > 0 } method ? method : request.Request.Method;

    private async ValueTask<Upstream?> ChooseAsync(List<Upstream>? tried)
    {
        var known = await settings.Source.FindAsync(request, request.Http.RequestAborted);
        var available = Available(known, tried);
        if (available.Count == 0 && tried is not null && !settings.Retry.IsStandard)
            available = Available(known, null);

        return available.Count == 0 ? null : settings.Policy.Choose(available, request);
    }

    private IReadOnlyList<Upstream> Available(IReadOnlyList<Upstream> known, List<Upstream>? tried)
    {
        List<Upstream>? some = null;
        for (var i = 0; i < known.Count; i++)
        {
            // By address: what a request or DNS names is made anew each time that it is asked for.
            var upstream = known[i];
            var isAvailable = settings.Health.Allows(upstream) && tried?.Exists(other => other.Address == upstream.Address) != true;
            if (!isAvailable && some is null)
                some = [.. known.Take(i)];
            else if (isAvailable)
                some?.Add(upstream);
        }

        return some ?? known;
    }

    private async Task<bool> MayTryAgainAsync(AttemptFailure failure, int retries, List<Upstream>? tried)
    {
        if (_bodyHasBegun || request.Response.HasStarted)
            return false;

        if (settings.Retry.IsStandard)
            return failure.NothingWasSent && tried is not null && Available(await settings.Source.FindAsync(request, request.Http.RequestAborted), tried).Count > 0;

        if (!settings.Retry.Allows(failure, retries, Duration, Method, request))
            return false;

        await Task.Delay(settings.Retry.Interval, settings.Services.Clock, request.Http.RequestAborted);
        return true;
    }

    private async Task<AttemptFailure?> TryAsync(Upstream upstream)
    {
        Upstream = upstream;
        request.Facts.Upstream = upstream.Address;
        upstream.State.Begin();
        _counted = upstream.State;
        using (this)
        {
            return settings.Method is null && Upgrade.IsAsked(request.Http, upstream)
                ? await Upgrade.SendAsync(request, upstream, settings, TargetFor(upstream), AnswerPlainlyAsync)
                : await SendAsync(upstream);
        }
    }

    // The upstream did not become another protocol, so its answer is one like any other.
    private Task AnswerPlainlyAsync(HttpResponseMessage answer)
    {
        Answer = answer;
        request.Response.SetStatus(StatusCodes.Status200OK);
        settings.Health.CountAnswer(Upstream!, (int)answer.StatusCode, TimeSpan.Zero);
        return AnswerAsync();
    }

    private async Task<AttemptFailure?> SendAsync(Upstream upstream)
    {
        var http = request.Http;
        var timeout = settings.Transport.ResponseHeaderTimeout;
        using var limit = timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var method = Method;
        var body = BodyOf(http, method, limit);
        if (body is null)
            limit?.CancelAfter(timeout!.Value);

        var headers = settings.RequestHead.Make(request, upstream);
        using var message = OutgoingMessage.Make(method, TargetFor(upstream), headers, body, upstream, settings.Transport);
        message.Headers.ExpectContinue = body is { IsEmpty: false } && http.Request.Headers.Expect.Count > 0 ? true : null;
        _sentAt = settings.Services.Clock.GetTimestamp();
        try
        {
            var (client, token) = (settings.Transport.Client, limit?.Token ?? http.RequestAborted);
            Passage? change = null;
            if (settings.Method is null && ProtocolSwitch.IsAsked(http, upstream))
                (Answer, change) = await ProtocolSwitch.SendAsync(client, message, http.Request, token);
            else if (body is { IsEmpty: false })
                Answer = await body.SendWithAsync(client, message, token);
            else
                Answer = await client.SendAsync(message, token);

            request.BodyIsGone |= body is { HasBegun: true };
            return await AnsweredAsync(upstream, change, limit);
        }
        catch (Exception exception) when (Answer is null && exception is HttpRequestException or OperationCanceledException or IOException or BadHttpRequestException)
        {
            return Failed(upstream, exception, body);
        }
        finally
        {
            // An answer may come before all of the request was sent, and nobody reads on in a request that is over.
            if (body is not null)
                await body.StopAsync();

            _bodyHasBegun |= body is { HasBegun: true };
            request.BodyIsGone |= _bodyHasBegun;
        }
    }

    private async Task<AttemptFailure?> AnsweredAsync(Upstream upstream, Passage? change, CancellationTokenSource? limit)
    {
        limit?.CancelAfter(Timeout.InfiniteTimeSpan);
        var status = (int)Answer!.StatusCode;
        if (status != StatusCodes.Status101SwitchingProtocols)
            change = null;

        if ((status < StatusCodes.Status200OK && change is null) || !ResponseHead.IsWellFramed(Answer))
        {
            Answer.Dispose();
            Answer = null;
            settings.Health.CountFailure(upstream);
            return AttemptFailure.BadAnswer;
        }

        Latency = settings.Services.Clock.GetElapsedTime(Volatile.Read(ref _sentAt));
        settings.Health.CountAnswer(upstream, status, Latency);
        await (change is null ? AnswerAsync() : ProtocolSwitch.RunAsync(request, Answer, change, settings));
        return null;
    }

    // `null` where the request is over: there is nobody to answer, or the client's own fault is told.
    private AttemptFailure? Failed(Upstream upstream, Exception exception, RequestBody? body)
    {
        var http = request.Http;
        if (body?.Failure is BadHttpRequestException bad)
        {
            // What is no HTTP is answered by who answers all of that; a limit is one that the site has set.
            if (bad.StatusCode is not (StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout))
                throw new BadHttpRequestException(bad.Message, bad.StatusCode);

            request.Fail(new SiteError(bad.StatusCode));
            return null;
        }

        if (http.RequestAborted.IsCancellationRequested || body?.Failure is not null)
        {
            request.Facts.ErrorCode = "proxy_client_gone";
            http.Reset();
            return null;
        }

        settings.Health.CountFailure(upstream);
        return AttemptFailure.Of(exception);
    }

    private async Task AnswerAsync()
    {
        foreach (var route in settings.Routes)
        {
            if (route.When?.Matches(request, (int)Answer!.StatusCode, name => Values(Answer, name)) == false)
                continue;

            if (route.Handle is null)
                await RelayAsync(route.Status?.Of(request));
            else
                await route.Handle(request);

            return;
        }

        await RelayAsync(null);
    }

    private static Microsoft.Extensions.Primitives.StringValues Values(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToArray()
            : default;

    private RequestBody? BodyOf(HttpContext http, string method, CancellationTokenSource? limit)
    {
        var hasBody = SendsBody && BufferedBody.IsThere(http.Request);

        // Without any, the client of the runtime would repeat a request by itself when a connection ends; it may do that with these.
        if (!hasBody && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method)))
            return null;

        var timeout = settings.Transport.ResponseHeaderTimeout;
        return new RequestBody(http.Request, hasBody ? _buffered : default, !hasBody || _isWhole, settings.Transport.WriteTimeout)
        {
            WhenSent = () =>
            {
                Volatile.Write(ref _sentAt, settings.Services.Clock.GetTimestamp());

                // An answer may come before all of the request is sent.
                if (Answer is null)
                    limit?.CancelAfter(timeout!.Value);
            },
        };
    }

    private Uri TargetFor(Upstream upstream)
    {
        var target = settings.Rewrite?.Fill(request) ?? request.Target;
        var query = KeyTraces.Remove(
            settings.Rewrite is null ? request.Request.QueryString : target.Query.Length > 0 ? new QueryString("?" + target.Query) : default, settings.Services.Keys);
        if (!query.HasValue && target.HasBareQuestionMark)
            query = new QueryString("?");

        return UpstreamTarget.Of(upstream.Prefix, target.EscapedPath, query);
    }

    private async Task FailAsync(AttemptFailure failure)
    {
        if (request.TryFail(new SiteError(failure.Refusal.Status, failure.Refusal.Message)))
            request.Facts.ErrorCode = failure.Code;
        else
            await AnswerAsync(failure);
    }

    private async Task AnswerAsync(AttemptFailure failure)
    {
        await RefusalWriter.WriteAsync(request.Http, failure.Refusal);

        // The log may say more of the reason than the client is told.
        request.Facts.ErrorCode = failure.Code;
    }
}
