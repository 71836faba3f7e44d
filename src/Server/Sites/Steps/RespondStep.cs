using System.Text;
using System.Text.Json;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>respond</c>: answers by itself.</summary>
internal sealed class RespondStep(RespondConfig config, TemplateCompiler templates)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Json = "application/json";

    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = 10_000 };

    private readonly StatusTemplate? _status = StatusTemplate.Compile(config.Status, templates);
    private readonly CompiledTemplate? _body = templates.CompileIfThere(config.Body);
    private readonly bool _closes = config.Close is { Value: true };
    private readonly (byte[] Bytes, string Type)? _constant =
        config.Body?.Value.Constant is { } text && Encoding.UTF8.GetBytes(text) is var bytes ? (bytes, TypeOf(bytes)) : null;

    public Task HandleAsync(SiteRequest request)
    {
        if (StatusOf(request) is not { } status)
        {
            request.Fail(new SiteError(StatusCodes.Status500InternalServerError));
            return Task.CompletedTask;
        }

        if (_closes)
            request.Response.Headers.Connection = "close";

        var (body, type) = _constant ?? Fill(request);
        if (body.Length > 0 && AnswerWriter.MayHaveBody(status) && string.IsNullOrEmpty(request.Response.ContentType))
            request.Response.ContentType = type;
        return AnswerWriter.WriteAsync(request, status, body);
    }

    private int? StatusOf(SiteRequest request) =>
        _status is null ? request.HandledError?.Status ?? StatusCodes.Status200OK : _status.Of(request);

    private (byte[] Bytes, string Type) Fill(SiteRequest request)
    {
        var bytes = _body is null ? [] : Encoding.UTF8.GetBytes(_body.ShowUnset(request));
        return (bytes, TypeOf(bytes));
    }

    private static string TypeOf(byte[] body) => body is [(byte)'{' or (byte)'[', ..] && IsJson(body) ? Json : PlainText;

    private static bool IsJson(byte[] body)
    {
        var reader = new Utf8JsonReader(body, AnyDepth);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
