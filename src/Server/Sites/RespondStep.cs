using FerroGate.Config.Model;

namespace FerroGate.Server.Sites;

/// <summary><c>respond</c>: answers by itself.</summary>
internal sealed class RespondStep(RespondConfig config, Func<string, string?> environment)
{
    private readonly int _status = config.Status?.Value ?? StatusCodes.Status200OK;
    private readonly Func<HttpContext, string>? _body =
        config.Body is null ? null : Placeholders.Compile(config.Body.Value, environment);

    public Task HandleAsync(HttpContext http)
    {
        http.Response.StatusCode = _status;
        if (_body is null)
        {
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(_body(http), http.RequestAborted);
    }
}
