using System.Net;
using System.Text;
using FerroGate.Config.Patterns;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Proxy.Health;

/// <summary>Asks an upstream once whether it is well.</summary>
internal sealed class HealthCheck(HealthQuestion question, HttpMessageInvoker client, TimeProvider clock)
{
    private const int MostRedirects = 10;

    // A page that says how it is is short, and one without an end must not fill the memory.
    private const int MostBytes = 512 * 1024;

    private readonly StatusPattern _status = new(question.Status);
    private readonly CompiledExpression? _body = question.BodyPattern?.Compile();

    /// <summary>What is wrong with its answer; <c>null</c> for a good one.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(question.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await AskAsync(new Uri(question.Url), both.Token);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {question.Timeout.TotalSeconds} s";
        }
        catch (Exception exception)
        {
            // Whatever it is, a redirect to nowhere included, it is no good answer, and the next question is asked all the same.
            return exception.Message.TrimEnd('.');
        }
    }

    private async Task<string?> AskAsync(Uri url, CancellationToken cancellation)
    {
        var upstream = url.Authority;
        for (var redirects = 0; ; redirects++)
        {
            // The headers are for the upstream; they may hold a secret that nobody else is to hear.
            using var message = Message(url, withHeaders: url.Authority == upstream);
            using var response = await client.SendAsync(message, cancellation);
            if (question.FollowsRedirects && redirects < MostRedirects && (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
            {
                url = new Uri(url, next);
                continue;
            }

            if (!_status.Matches((int)response.StatusCode))
                return $"its status is {(int)response.StatusCode}";

            if (_body is null || _body.IsMatch(await TextAsync(response, cancellation)))
                return null;

            return "its body does not match";
        }
    }

    private HttpRequestMessage Message(Uri url, bool withHeaders)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(question.Method), url)
        {
            Version = question.IsH2c ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = question.Body is { } body ? new ByteArrayContent(Encoding.UTF8.GetBytes(body)) : null,
        };
        foreach (var line in withHeaders ? question.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 2)..]);
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                message.Headers.Host = value;
            else if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MostBytes];
        var length = await stream.ReadAtLeastAsync(bytes, MostBytes, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
