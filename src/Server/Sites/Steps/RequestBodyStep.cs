using System.Text;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Connections;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>request_body</c>: bounds or replaces the request's body. Only who reads too much of it fails.</summary>
internal sealed class RequestBodyStep(RequestBodyConfig config, TemplateCompiler templates, TimeProvider clock, SiteHandler next)
{
    private readonly long _maxSize = config.MaxSize?.Value ?? long.MaxValue;
    private readonly TimeSpan? _readTimeout = config.ReadTimeout?.Value;
    private readonly TimeSpan? _writeTimeout = config.WriteTimeout?.Value;
    private readonly CompiledTemplate? _body = templates.CompileIfThere(config.Body);

    public async Task HandleAsync(SiteRequest request)
    {
        await using var times = RequestTimes.Begin(request.Http, _readTimeout, _writeTimeout, _maxSize, clock);
        if (_body is not null)
            Replace(request, Encoding.UTF8.GetBytes(_body.Fill(request)));

        try
        {
            await next(request);
        }
        catch (BadHttpRequestException exception) when (
            exception.StatusCode is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout && !request.Response.HasStarted)
        {
            request.Fail(new SiteError(exception.StatusCode, exception.Message));
        }
    }

    private static void Replace(SiteRequest request, byte[] body)
    {
        request.Request.Body = new MemoryStream(body, writable: false);
        request.Request.Headers.Remove("Transfer-Encoding");
        request.Request.ContentLength = body.Length;
    }
}
