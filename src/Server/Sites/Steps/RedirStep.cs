using System.Net;
using System.Text;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>redir</c>: sends the client elsewhere.</summary>
internal sealed class RedirStep(RedirConfig config, TemplateCompiler templates)
{
    private readonly CompiledTemplate _to = templates.Compile(config.To!.Value);
    private readonly CompiledTemplate? _code = templates.CompileIfThere(config.Code);

    public Task HandleAsync(SiteRequest request)
    {
        var to = _to.Fill(request);
        var code = _code?.Fill(request) ?? "";
        if (code == "html")
            return WritePageAsync(request, to);
        if (StatusOf(code) is not { } status)
        {
            request.Fail(new SiteError(StatusCodes.Status500InternalServerError));
            return Task.CompletedTask;
        }

        request.Response.Headers.Location = HeaderText.Escape(to);
        return AnswerWriter.WriteAsync(request, status, default);
    }

    private static int? StatusOf(string code) => code switch
    {
        "" or "temporary" => StatusCodes.Status302Found,
        "permanent" => StatusCodes.Status301MovedPermanently,
        _ => int.TryParse(code, System.Globalization.CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 999 ? status : null,
    };

    private static Task WritePageAsync(SiteRequest request, string to)
    {
        var safe = WebUtility.HtmlEncode(to);
        request.Response.ContentType = "text/html; charset=utf-8";
        return AnswerWriter.WriteAsync(request, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(
            "<!DOCTYPE html>\n<html>\n\t<head>\n\t\t<title>Redirecting...</title>\n"
            + $"\t\t<script>window.location.replace(\"{safe}\");</script>\n"
            + $"\t\t<meta http-equiv=\"refresh\" content=\"0; URL='{safe}'\">\n"
            + $"\t</head>\n\t<body>Redirecting to <a href=\"{safe}\">{safe}</a>...</body>\n</html>\n"));
    }
}
